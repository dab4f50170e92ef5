-- What was reported today is counted for each grid. An index by grid would be taken for the open cases of a grid, too,
-- and lead through all that were ever reported there: one by time does not.
DROP INDEX cases_by_grid_reported;
CREATE INDEX cases_by_reported ON cases (community_id, reported_at);
