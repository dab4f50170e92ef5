-- name: note_add
-- Something is said about a case.
INSERT INTO case_notes (community_id, note_id, case_id, author, kind, act, reason, text, confidential, at)
VALUES (:community, :note, :case_id, :author, :kind, :act, :reason, :text, :confidential, :now)

-- name: notes_of_case
-- All that was said about a case, in order.
SELECT note_id, case_id, author, kind, act, reason, text, confidential, at FROM case_notes
WHERE community_id = :community AND case_id = :case_id ORDER BY note_id

-- name: note_by_id
-- One thing that was said about a case.
SELECT note_id, case_id, author, kind, act, reason, text, confidential, at FROM case_notes
WHERE community_id = :community AND note_id = :note

-- name: note_change
-- What kind of note it is, and whether only the handlers may read it.
UPDATE case_notes SET kind = :kind, confidential = :confidential WHERE community_id = :community AND note_id = :note

-- name: note_of_album
-- The note of an author to which other photos of an album belong.
SELECT n.note_id, n.case_id, n.author, n.kind, n.text, n.confidential, n.at, n.act, n.reason FROM media m
JOIN case_notes n ON n.community_id = m.community_id AND n.note_id = m.note_id
WHERE m.community_id = :community AND m.case_id = :case_id AND m.owner = :author AND m.album = :album
ORDER BY n.note_id LIMIT 1

-- name: note_any_visit
-- Whether there is a note about a visit, a talk, or the like.
SELECT 1 AS there FROM case_notes
WHERE community_id = :community AND case_id = :case_id AND kind NOT IN ('reason', 'check', 'answer') LIMIT 1
