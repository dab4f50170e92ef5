-- name: roll_call_open
-- The round in which the residents are asked now.
SELECT roll_call_id, response_id, started_at, ended_at FROM roll_calls
WHERE community_id = :community AND ended_at IS NULL

-- name: roll_call_add
-- A round begins; nothing if one is going on.
INSERT INTO roll_calls (community_id, roll_call_id, response_id, started_at)
VALUES (:community, :roll_call, :response, :now) ON CONFLICT DO NOTHING

-- name: roll_call_end
-- The round is over.
UPDATE roll_calls SET ended_at = :now
WHERE community_id = :community AND roll_call_id = :roll_call AND ended_at IS NULL

-- name: roll_calls_of
-- The rounds of a response with how many have answered what.
SELECT r.roll_call_id, r.started_at, r.ended_at,
    (SELECT count(*) FROM roll_answers a WHERE a.community_id = r.community_id AND a.roll_call_id = r.roll_call_id
        AND a.safe) AS safe,
    (SELECT count(*) FROM roll_answers a WHERE a.community_id = r.community_id AND a.roll_call_id = r.roll_call_id
        AND NOT a.safe) AS help
FROM roll_calls r WHERE r.community_id = :community AND r.response_id = :response ORDER BY r.roll_call_id

-- name: roll_answer_set
-- Somebody has answered; touches nothing if they said the same before.
INSERT INTO roll_answers (community_id, roll_call_id, person_id, grid, safe, at)
VALUES (:community, :roll_call, :person, :grid, :safe, :now)
ON CONFLICT (community_id, roll_call_id, person_id)
DO UPDATE SET safe = excluded.safe, grid = excluded.grid, at = excluded.at WHERE roll_answers.safe <> excluded.safe

-- name: roll_answers_in
-- How many of a grid are safe.
SELECT count(*) AS safe FROM roll_answers
WHERE community_id = :community AND roll_call_id = :roll_call AND grid = :grid AND safe

-- name: help_add
-- Somebody asks for help.
INSERT INTO help_requests (community_id, help_id, response_id, grid, person_id, household_id, need, place, phone, asked_at)
VALUES (:community, :help, :response, :grid, :person, :household, :need, :place, :phone, :now)

-- name: help_by_id
-- One request for help.
SELECT help_id, response_id, grid, person_id, household_id, need, place, phone, asked_at, told_at, state, taken_by,
    taken_at, settled_at
FROM help_requests WHERE community_id = :community AND help_id = :help

-- name: help_open_of_person
-- What somebody has asked for and nobody has settled yet.
SELECT help_id, response_id, grid, person_id, household_id, need, place, phone, asked_at, told_at, state, taken_by,
    taken_at, settled_at
FROM help_requests
WHERE community_id = :community AND person_id = :person AND state IN ('open', 'taken') ORDER BY help_id

-- name: help_open
-- Who still needs help, the oldest first.
SELECT help_id, response_id, grid, person_id, household_id, need, place, phone, asked_at, told_at, state, taken_by,
    taken_at, settled_at
FROM help_requests WHERE community_id = :community AND state IN ('open', 'taken') ORDER BY help_id

-- name: help_of_response
-- All requests for help of a response.
SELECT help_id, response_id, grid, person_id, household_id, need, place, phone, asked_at, told_at, state, taken_by,
    taken_at, settled_at
FROM help_requests WHERE community_id = :community AND response_id = :response ORDER BY help_id

-- name: help_tell
-- What is the matter, and where.
UPDATE help_requests SET need = :need, place = :place, phone = :phone
WHERE community_id = :community AND help_id = :help AND state IN ('open', 'taken')

-- name: help_told
-- Who is on duty was called.
UPDATE help_requests SET told_at = :now WHERE community_id = :community AND help_id = :help AND told_at IS NULL

-- name: help_take
-- Somebody has it; touches nothing if they had it before, or it is settled.
UPDATE help_requests SET state = 'taken', taken_by = :person, taken_at = :now
WHERE community_id = :community AND help_id = :help AND state IN ('open', 'taken')
  AND (taken_by IS NULL OR taken_by <> :person)

-- name: help_free
-- Nobody has it any more; touches nothing if nobody had it, or it is settled.
UPDATE help_requests SET state = 'open', taken_by = NULL, taken_at = NULL
WHERE community_id = :community AND help_id = :help AND state = 'taken'

-- name: help_settle
-- It is settled; touches nothing if it was before.
UPDATE help_requests SET state = :state, settled_at = :now
WHERE community_id = :community AND help_id = :help AND state IN ('open', 'taken')

-- name: help_over
-- What was asked for long ago does not say any more who asked, where, and under which number.
UPDATE help_requests SET person_id = NULL, household_id = NULL, place = '', phone = ''
WHERE community_id = :community AND settled_at < :before
  AND (person_id IS NOT NULL OR household_id IS NOT NULL OR place <> '' OR phone <> '')

-- name: roll_answers_over
-- Who was safe in a round long ago.
DELETE FROM roll_answers WHERE community_id = :community AND at < :before

-- name: household_add
-- A household is listed.
INSERT INTO households (community_id, household_id, label, grid, building, mind, phone, used_at)
VALUES (:community, :household, :label, :grid, :building, :mind, :phone, :now)

-- name: household_by_id
-- One household.
SELECT household_id, label, grid, building, mind, phone FROM households
WHERE community_id = :community AND household_id = :household

-- name: households_all
-- The whole list.
SELECT household_id, label, grid, building, mind, phone FROM households
WHERE community_id = :community ORDER BY grid, household_id

-- name: household_used
-- A household was given to somebody.
UPDATE households SET used_at = :now WHERE community_id = :community AND household_id = :household

-- name: household_doors_forget
-- That somebody was to knock at a household's door is not kept.
DELETE FROM door_calls WHERE community_id = :community AND household_id = :household

-- name: household_help_blank
-- What was asked for a household does not lead there any more.
UPDATE help_requests SET household_id = NULL, place = '', phone = ''
WHERE community_id = :community AND household_id = :household

-- name: household_drop
-- A household is not on the list any more.
DELETE FROM households WHERE community_id = :community AND household_id = :household

-- name: households_over
-- Households that nobody has listed or looked after for long.
SELECT household_id FROM households WHERE community_id = :community AND used_at < :before

-- name: door_give
-- A household is given to somebody in a response; what was found there before stays.
INSERT INTO door_calls (community_id, response_id, household_id, person_id, assigned_at)
VALUES (:community, :response, :household, :person, :now)
ON CONFLICT (community_id, response_id, household_id)
DO UPDATE SET person_id = excluded.person_id, assigned_at = excluded.assigned_at, reminded = 0

-- name: door_free
-- Nobody has a household any more; touches nothing where somebody was there.
DELETE FROM door_calls
WHERE community_id = :community AND response_id = :response AND household_id = :household AND (found IS NULL OR found = 'nobody')

-- name: doors_of
-- All door calls of a response.
SELECT response_id, household_id, person_id, assigned_at, found, at, reminded FROM door_calls
WHERE community_id = :community AND response_id = :response ORDER BY household_id

-- name: door_find
-- What was found at a door.
UPDATE door_calls SET found = :found, at = :now
WHERE community_id = :community AND response_id = :response AND household_id = :household
  AND (found IS NULL OR found = 'nobody')

-- name: doors_remind
-- Somebody was reminded of the doors that they have not knocked at.
UPDATE door_calls SET reminded = :reminded
WHERE community_id = :community AND response_id = :response AND person_id = :person
  AND (found IS NULL OR found = 'nobody')
