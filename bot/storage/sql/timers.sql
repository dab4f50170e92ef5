-- name: timer_set
-- Something is due at an instant; what was set for the same thing before is forgotten.
INSERT INTO timers (community_id, kind, subject, due_at) VALUES (:community, :kind, :subject, :due_at)
ON CONFLICT (community_id, kind, subject) DO UPDATE SET due_at = excluded.due_at, attempts = 0, error = NULL

-- name: timer_set_once
-- Something is due at an instant, unless a time is set for it already.
INSERT INTO timers (community_id, kind, subject, due_at) VALUES (:community, :kind, :subject, :due_at)
ON CONFLICT (community_id, kind, subject) DO NOTHING

-- name: timer_set_earlier
-- Something is due at an instant at the latest; an earlier time that is set for it stays.
INSERT INTO timers (community_id, kind, subject, due_at) VALUES (:community, :kind, :subject, :due_at)
ON CONFLICT (community_id, kind, subject) DO UPDATE
SET due_at = CASE WHEN excluded.due_at < timers.due_at THEN excluded.due_at ELSE timers.due_at END

-- name: timer_is_set
-- Whether a time is set for something.
SELECT due_at FROM timers WHERE community_id = :community AND kind = :kind AND subject = :subject

-- name: timer_clear
-- Nothing is due any more.
DELETE FROM timers WHERE community_id = :community AND kind = :kind AND subject = :subject

-- name: timer_take
-- Take up what is due, if it is still due at that instant.
DELETE FROM timers WHERE community_id = :community AND kind = :kind AND subject = :subject AND due_at = :due_at

-- name: timers_due
-- What is due by an instant, the earliest first.
SELECT kind, subject, due_at, attempts FROM timers
WHERE community_id = :community AND due_at <= :now ORDER BY due_at LIMIT :most

-- name: timer_next
-- When the next thing is due.
SELECT min(due_at) AS due_at FROM timers WHERE community_id = :community

-- name: timer_failed
-- Doing what was due failed; it is due again later.
UPDATE timers SET due_at = :again_at, attempts = attempts + 1, error = :error
WHERE community_id = :community AND kind = :kind AND subject = :subject

-- name: timers_failing
-- What was due and fails again and again.
SELECT kind, subject, due_at, attempts, error FROM timers
WHERE community_id = :community AND attempts > 0 ORDER BY due_at LIMIT :most
