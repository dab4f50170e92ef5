-- name: shift_marks
-- What was done about a shift and the person who has it.
SELECT mark FROM shift_marks WHERE community_id = :community AND shift_id = :shift AND person_id = :person

-- name: shift_mark
-- Something is done about a shift; nothing if it was before.
INSERT INTO shift_marks (community_id, shift_id, person_id, mark, at) VALUES (:community, :shift, :person, :mark, :now)
ON CONFLICT (community_id, shift_id, person_id, mark) DO NOTHING

-- name: shifts_ahead
-- The shifts that have not ended by an instant and begin before another, the earliest first.
SELECT shift_id, post, seat, person_id, planned, from_at, until_at, origin, accepted_at FROM shifts
WHERE community_id = :community AND until_at > :after AND from_at < :before ORDER BY from_at, shift_id

-- name: shift_note
-- What was said at the end of a shift, and who has signed for it.
SELECT words, facts, signed_by, signed_at FROM shift_notes WHERE community_id = :community AND shift_id = :shift

-- name: shift_note_words
-- The one on duty adds words to what they hand over, as long as nobody has signed for it.
INSERT INTO shift_notes (community_id, shift_id, words) VALUES (:community, :shift, :words)
ON CONFLICT (community_id, shift_id) DO UPDATE SET words = excluded.words WHERE shift_notes.signed_at IS NULL

-- name: shift_note_sign
-- The successor signs for what was handed over; touches nothing if it was signed before.
INSERT INTO shift_notes (community_id, shift_id, facts, signed_by, signed_at)
VALUES (:community, :shift, :facts, :person, :now)
ON CONFLICT (community_id, shift_id) DO UPDATE SET facts = excluded.facts, signed_by = excluded.signed_by,
    signed_at = excluded.signed_at WHERE shift_notes.signed_at IS NULL

-- name: duty_log_add
-- Write something into the log of the duty.
INSERT INTO duty_log (community_id, entry_id, at, kind, post, grid, person_id, facts, words)
VALUES (:community, :entry, :now, :kind, :post, :grid, :person, :facts, :words)

-- name: duty_log_between
-- What the log says of a stretch of time.
SELECT l.entry_id, l.at, l.kind, l.post, l.grid, l.facts, l.words, p.name FROM duty_log l
LEFT JOIN persons p ON p.community_id = l.community_id AND p.person_id = l.person_id
WHERE l.community_id = :community AND l.at >= :after AND l.at < :before ORDER BY l.at, l.entry_id

-- name: duty_log_prune
-- Forget what the log said long ago.
DELETE FROM duty_log WHERE community_id = :community AND at < :before
