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
