"""Results and evidence of the lower floors, made into something to look at.

A notebook says what to show with `plate(what, results...)`; `answer_card` makes the exhibits whose results exist.
"""

from gtkit.present.answers import AnswerCard, ExhibitList, Plate, answer_card, exhibit_list, plate
from gtkit.present.breakdown import BreakdownList, breakdowns
from gtkit.present.conclusion import DecisionList, KeyFigureRow, VerdictBox
from gtkit.present.exhibit import EXHIBIT_MIME, Exhibit, Notice, Origin, caveats
from gtkit.present.figures.behaviour import behaviour_chart
from gtkit.present.figures.bridge import bridge_chart
from gtkit.present.figures.clarity import energy_by_clarity
from gtkit.present.figures.departments import citing_by_department
from gtkit.present.figures.efforts import effort_scores
from gtkit.present.figures.energy import energy_drains
from gtkit.present.figures.equity import equity_by_year
from gtkit.present.figures.fear import fear_quadrants
from gtkit.present.figures.field_map import field_map
from gtkit.present.figures.frontier import plan_frontier
from gtkit.present.figures.held_classes import held_classes
from gtkit.present.figures.knowledge import knowledge_by_department
from gtkit.present.figures.moves import class_moves
from gtkit.present.figures.objectives import objective_matrix
from gtkit.present.figures.plans import plan_worth
from gtkit.present.figures.ranking import ranked_customers
from gtkit.present.figures.retention import retention_curves
from gtkit.present.figures.segments import segment_shares
from gtkit.present.figures.sensitivity import sensitivity_chart
from gtkit.present.figures.tracking import tracking_chart
from gtkit.present.figures.use import use_ladder
from gtkit.present.figures.whale import whale_curve
from gtkit.present.pillars import PillarGrid, pillar_grid
from gtkit.present.plates import FigureExhibit, Head, TableExhibit
from gtkit.present.scenario import ScenarioBox, scenario_title
from gtkit.present.tables.actions import actions_table
from gtkit.present.tables.barriers import barriers_table
from gtkit.present.tables.ceased import ceased_table, wasted_by_department
from gtkit.present.tables.clauses import clauses_table
from gtkit.present.tables.criteria import criteria_table
from gtkit.present.tables.criteria_choice import criteria_choice_table
from gtkit.present.tables.departments import draw_table, ideas_table, priorities_table
from gtkit.present.tables.dependence import dependence_table
from gtkit.present.tables.efforts import effort_grid
from gtkit.present.tables.fit import fit_table
from gtkit.present.tables.holdout import holdout_table
from gtkit.present.tables.judged import judged_table
from gtkit.present.tables.loyalty import quadrants_table
from gtkit.present.tables.offers import offers_table
from gtkit.present.tables.opportunities import opportunities_table
from gtkit.present.tables.parts import parts_table
from gtkit.present.tables.peers import peers_table
from gtkit.present.tables.perceptions import perceptions_table
from gtkit.present.tables.plans import plans_table
from gtkit.present.tables.potential import potential_table
from gtkit.present.tables.progress import progress_table
from gtkit.present.tables.ranking import ranked_table
from gtkit.present.tables.rates import rates_table
from gtkit.present.tables.register import follow_up_table, register_table
from gtkit.present.tables.rhythm import rhythm_table
from gtkit.present.tables.segments import segments_table
from gtkit.present.tables.sensitivity import sensitivity_table
from gtkit.present.tables.served import negative_costs_table, negative_table, service_table
from gtkit.present.tables.service import over_served_table, under_served_table
from gtkit.present.tables.sheets import sheets_table
from gtkit.present.tables.skill_gaps import skill_gaps_table
from gtkit.present.tables.system import system_table
from gtkit.present.tables.tiers import tiers_table
from gtkit.present.tables.tools import tools_table
from gtkit.present.tables.values import compared_values
from gtkit.present.tables.verdicts import verdicts_table
from gtkit.present.traces import TraceList

__all__ = [
    "EXHIBIT_MIME",
    "AnswerCard",
    "BreakdownList",
    "DecisionList",
    "Exhibit",
    "ExhibitList",
    "FigureExhibit",
    "Head",
    "KeyFigureRow",
    "Notice",
    "Origin",
    "PillarGrid",
    "Plate",
    "ScenarioBox",
    "TableExhibit",
    "TraceList",
    "VerdictBox",
    "actions_table",
    "answer_card",
    "barriers_table",
    "behaviour_chart",
    "breakdowns",
    "bridge_chart",
    "caveats",
    "ceased_table",
    "citing_by_department",
    "class_moves",
    "clauses_table",
    "compared_values",
    "criteria_choice_table",
    "criteria_table",
    "dependence_table",
    "draw_table",
    "effort_grid",
    "effort_scores",
    "energy_by_clarity",
    "energy_drains",
    "equity_by_year",
    "exhibit_list",
    "fear_quadrants",
    "field_map",
    "fit_table",
    "follow_up_table",
    "held_classes",
    "holdout_table",
    "ideas_table",
    "judged_table",
    "knowledge_by_department",
    "negative_costs_table",
    "negative_table",
    "objective_matrix",
    "offers_table",
    "opportunities_table",
    "over_served_table",
    "parts_table",
    "peers_table",
    "perceptions_table",
    "pillar_grid",
    "plan_frontier",
    "plan_worth",
    "plans_table",
    "plate",
    "potential_table",
    "priorities_table",
    "progress_table",
    "quadrants_table",
    "ranked_customers",
    "ranked_table",
    "rates_table",
    "register_table",
    "retention_curves",
    "rhythm_table",
    "scenario_title",
    "segment_shares",
    "segments_table",
    "sensitivity_chart",
    "sensitivity_table",
    "service_table",
    "sheets_table",
    "skill_gaps_table",
    "system_table",
    "tiers_table",
    "tools_table",
    "tracking_chart",
    "under_served_table",
    "use_ladder",
    "verdicts_table",
    "wasted_by_department",
    "whale_curve",
]
