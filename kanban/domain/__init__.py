"""The eight steps, the citizens and their facts, and the rules that hold between them."""
