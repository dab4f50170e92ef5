-- What people were told of and has not ended: found without reading what was told in all the years.
CREATE INDEX warning_told_standing ON warning_told (community_id, warning_id) WHERE NOT is_over;
