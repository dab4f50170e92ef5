-- name: rungs_of
-- The rungs of a case's ladders that were taken, with the clock and its run.
SELECT clock, run, rung, at, many FROM rungs WHERE community_id = :community AND case_id = :case_id ORDER BY at

-- name: rung_take
-- A rung is taken; nothing if it was taken in this run before.
INSERT INTO rungs (community_id, case_id, clock, run, rung, at, many)
VALUES (:community, :case_id, :clock, :run, :rung, :at, :many)
ON CONFLICT (community_id, case_id, clock, run, rung) DO NOTHING

-- name: rung_person_add
-- Somebody was told on a rung.
INSERT INTO rung_people (community_id, case_id, clock, run, rung, person_id)
VALUES (:community, :case_id, :clock, :run, :rung, :person)

-- name: rung_people_of
-- Who was told in a run of a clock.
SELECT DISTINCT person_id FROM rung_people
WHERE community_id = :community AND case_id = :case_id AND clock = :clock AND run = :run

-- name: rung_people_forget
-- Who was told about a case is not needed any more.
DELETE FROM rung_people WHERE community_id = :community AND case_id = :case_id

-- name: rungs_forget
-- What was told about a case is not needed any more.
DELETE FROM rungs WHERE community_id = :community AND case_id = :case_id

-- name: reminder_set
-- Something is to be told to somebody; it takes the place of what was to be told of the same clock.
INSERT INTO reminders (community_id, person_id, case_id, clock, run, rung, urgent, set_at)
VALUES (:community, :person, :case_id, :clock, :run, :rung, :urgent, :now)
ON CONFLICT (community_id, person_id, case_id, clock) DO UPDATE SET run = excluded.run, rung = excluded.rung,
    urgent = excluded.urgent, set_at = excluded.set_at

-- name: reminders_of
-- What waits to be told to somebody.
SELECT case_id, clock, run, rung, urgent, set_at FROM reminders
WHERE community_id = :community AND person_id = :person ORDER BY urgent DESC, set_at, case_id, clock LIMIT :most

-- name: reminders_urgent_of
-- What waits to be told to somebody and may wake them.
SELECT case_id, clock, run, rung, urgent, set_at FROM reminders
WHERE community_id = :community AND person_id = :person AND urgent = TRUE ORDER BY set_at, case_id, clock LIMIT :most

-- name: reminder_done
-- Something was told to somebody, or need not be any more.
DELETE FROM reminders
WHERE community_id = :community AND person_id = :person AND case_id = :case_id AND clock = :clock

-- name: reminders_forget
-- Nothing about a case is to be told to anybody any more.
DELETE FROM reminders WHERE community_id = :community AND case_id = :case_id

-- name: cases_unwatched
-- The open cases that no timer watches; the states are named for the sake of their index.
SELECT c.case_id FROM cases c
WHERE c.community_id = :community AND c.closed_at IS NULL AND c.case_id + 0 > :after
  AND c.state IN ('reported', 'opened', 'assigned', 'accepted', 'handling', 'fed_back', 'verified',
               'need_info', 'referred', 'parked')
  AND NOT EXISTS (
    SELECT 1 FROM timers t WHERE t.community_id = c.community_id AND t.subject = c.case_id
      AND t.kind = CASE WHEN c.state IN ('need_info', 'referred', 'parked') THEN 'return' ELSE 'deadline' END)
ORDER BY c.case_id + 0 LIMIT :most

-- name: cases_unarchived
-- The cases that have ended, are not in the archive, and will not go there by themselves.
SELECT c.case_id FROM cases c
WHERE c.community_id = :community AND c.closed_at IS NOT NULL AND c.state <> 'archived' AND c.case_id > :after
  AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.community_id = c.community_id AND t.kind = 'archive'
                  AND t.subject = c.case_id)
ORDER BY c.case_id LIMIT :most

-- name: cases_open_after
-- The open cases with greater numbers than one, in order; the states are named for the sake of their index.
SELECT * FROM case_sheets WHERE community_id = :community AND closed_at IS NULL AND case_id + 0 > :after
  AND state IN ('reported', 'opened', 'assigned', 'accepted', 'handling', 'fed_back', 'verified',
             'need_info', 'referred', 'parked')
ORDER BY case_id + 0 LIMIT :most

-- name: timers_of_case
-- Which timers a case has; the kinds are those of bot/domain/watch.py, named for the sake of the index.
SELECT kind FROM timers WHERE community_id = :community AND subject = :case_id AND kind IN
    ('deadline', 'return', 'archive', 'confirm',
     'ladder.assign', 'ladder.accept', 'ladder.due', 'ladder.verify', 'ladder.close')

-- name: case_timers_due
-- Whether a clock of any case is due by an instant.
SELECT 1 AS found FROM timers WHERE community_id = :community AND due_at <= :now AND kind IN
    ('deadline', 'return', 'ladder.assign', 'ladder.accept', 'ladder.due', 'ladder.verify', 'ladder.close') LIMIT 1

-- name: cases_late
-- The paused cases whose day of return passed before an instant.
SELECT case_id FROM cases WHERE community_id = :community AND closed_at IS NULL
  AND state IN ('need_info', 'referred', 'parked') AND return_at < :before ORDER BY case_id + 0 LIMIT :most
