"""Writing the insertion documents of a purchase: the kit of clauses, its consistency, the second reading of a draft."""
