"""What commission plans pay for documents: plans as values, a ledger of documents, payslips. Pure."""
