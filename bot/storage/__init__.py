"""The only room with SQL: named queries, two drivers, rows that become values at the door."""
