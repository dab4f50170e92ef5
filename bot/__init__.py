"""六步 Liubu: from a neighbour's report to the closed case."""
