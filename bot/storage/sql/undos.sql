-- name: undo_keep
-- How a case was before a tap, for the minute in which it can be taken back; a former tap can be taken back no more.
INSERT INTO undos (community_id, case_id, actor, act, version, before, until_at)
VALUES (:community, :case_id, :actor, :act, :version, :before, :until_at)
ON CONFLICT (community_id, case_id) DO UPDATE SET actor = excluded.actor, act = excluded.act,
    version = excluded.version, before = excluded.before, until_at = excluded.until_at

-- name: undo_of
-- The last tap on a case that can be taken back, or could be.
SELECT actor, act, version, before, until_at FROM undos WHERE community_id = :community AND case_id = :case_id

-- name: undo_forget
-- A tap can be taken back no more.
DELETE FROM undos WHERE community_id = :community AND case_id = :case_id

-- name: picks_keep
-- Whom a director has picked for a case so far.
INSERT INTO picks (community_id, case_id, person_id, version, chosen)
VALUES (:community, :case_id, :person, :version, :chosen)
ON CONFLICT (community_id, case_id, person_id) DO UPDATE SET version = excluded.version, chosen = excluded.chosen

-- name: picks_of
-- Whom a director has picked for a case.
SELECT version, chosen FROM picks WHERE community_id = :community AND case_id = :case_id AND person_id = :person

-- name: picks_forget
-- The case has gone to somebody: what anybody had picked is void.
DELETE FROM picks WHERE community_id = :community AND case_id = :case_id
