"""One verb per use case: each opens its transaction, checks permission, applies the rule and writes the audit trail."""
