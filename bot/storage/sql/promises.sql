-- name: promise_add
-- A worker promises to have something done by a day; nothing if they did in that note.
INSERT INTO promises (community_id, promise_id, case_id, note_id, person_id, due_at, made_at)
VALUES (:community, :promise, :case_id, :note, :person, :due_at, :now)
ON CONFLICT (community_id, note_id) DO NOTHING

-- name: promise_by_id
-- One promise.
SELECT promise_id, case_id, note_id, person_id, due_at, made_at, state FROM promises
WHERE community_id = :community AND promise_id = :promise

-- name: promise_of_note
-- The promise that was made in a note.
SELECT promise_id, case_id, note_id, person_id, due_at, made_at, state FROM promises
WHERE community_id = :community AND note_id = :note

-- name: promise_settle
-- It was kept, or is void; touches nothing if that was so before.
UPDATE promises SET state = :state WHERE community_id = :community AND promise_id = :promise AND state = 'open'

-- name: promise_move
-- It is for a later time.
UPDATE promises SET due_at = :due_at WHERE community_id = :community AND promise_id = :promise AND state = 'open'
