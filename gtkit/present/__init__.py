"""Results and evidence of the lower floors, made into something to look at.

A notebook says what to show with `plate(what, results...)`; `answer_card` makes the exhibits whose results exist.
"""

from gtkit.present.answers import AnswerCard, Plate, answer_card, plate
from gtkit.present.conclusion import DecisionList, KeyFigureRow, VerdictBox
from gtkit.present.exhibit import EXHIBIT_MIME, Exhibit, Notice, Origin, caveats
from gtkit.present.figures.behaviour import behaviour_chart
from gtkit.present.figures.efforts import effort_scores
from gtkit.present.figures.energy import energy_drains
from gtkit.present.figures.equity import equity_by_year
from gtkit.present.figures.fear import fear_quadrants
from gtkit.present.figures.moves import class_moves
from gtkit.present.figures.objectives import objective_matrix
from gtkit.present.figures.plans import plan_worth
from gtkit.present.figures.ranking import ranked_customers
from gtkit.present.figures.segments import segment_shares
from gtkit.present.figures.use import use_ladder
from gtkit.present.figures.whale import whale_curve
from gtkit.present.plates import FigureExhibit, Head, TableExhibit
from gtkit.present.tables.criteria import criteria_table
from gtkit.present.tables.criteria_choice import criteria_choice_table
from gtkit.present.tables.efforts import effort_grid
from gtkit.present.tables.energy import drains_table
from gtkit.present.tables.judged import judged_table
from gtkit.present.tables.plans import plans_table
from gtkit.present.tables.potential import potential_table
from gtkit.present.tables.progress import progress_table
from gtkit.present.tables.ranking import ranked_table
from gtkit.present.tables.segments import segments_table
from gtkit.present.tables.sheets import sheets_table
from gtkit.present.tables.system import system_table
from gtkit.present.tables.tools import tools_table
from gtkit.present.tables.values import compared_values
from gtkit.present.traces import TraceList

__all__ = [
    "EXHIBIT_MIME",
    "AnswerCard",
    "DecisionList",
    "Exhibit",
    "FigureExhibit",
    "Head",
    "KeyFigureRow",
    "Notice",
    "Origin",
    "Plate",
    "TableExhibit",
    "TraceList",
    "VerdictBox",
    "answer_card",
    "behaviour_chart",
    "caveats",
    "class_moves",
    "compared_values",
    "criteria_choice_table",
    "criteria_table",
    "drains_table",
    "effort_grid",
    "effort_scores",
    "energy_drains",
    "equity_by_year",
    "fear_quadrants",
    "judged_table",
    "objective_matrix",
    "plan_worth",
    "plans_table",
    "plate",
    "potential_table",
    "progress_table",
    "ranked_customers",
    "ranked_table",
    "segment_shares",
    "segments_table",
    "sheets_table",
    "system_table",
    "tools_table",
    "use_ladder",
    "whale_curve",
]
