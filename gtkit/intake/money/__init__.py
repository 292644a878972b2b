"""The money of sales: VAT taken off, credit notes tied to invoices, currencies converted, and all of it told."""
