"""The French ledger export (FEC): sales by customer and days to pay from one legal file."""
