-- name: case_add
-- A report becomes a case.
INSERT INTO cases (community_id, case_id, grid, category, state, version, text, building, place, lat, lon,
                   reporter, reported_at, changed_at, dialog_id, anonymous, parent, state_at)
VALUES (:community, :case_id, :grid, :category, 'reported', 1, :text, :building, :place, :lat, :lon,
        :reporter, :now, :now, :dialog, :anonymous, :parent, :now)

-- name: case_by_id
-- A case.
SELECT * FROM case_sheets WHERE community_id = :community AND case_id = :case_id

-- name: cases_by_ids (sqlite)
-- Some cases.
SELECT * FROM case_sheets WHERE community_id = :community AND case_id IN (SELECT value FROM json_each(:case_ids))

-- name: cases_by_ids (postgres)
-- Some cases.
SELECT * FROM case_sheets WHERE community_id = :community
  AND case_id = ANY(ARRAY(SELECT jsonb_array_elements_text(:case_ids::jsonb)::bigint))

-- name: case_of_dialog
-- The case that a dialog filed.
SELECT case_id FROM cases WHERE community_id = :community AND dialog_id = :dialog

-- name: case_change
-- A case moves to another state, if it still is in the state and version in which it was seen.
UPDATE cases SET state = :state, version = version + 1, lead = :lead, feedback = :feedback, due_at = :due_at,
                 closed_at = :closed_at, referred_to = :referred_to, changed_at = :now, assigned_at = :assigned_at,
                 resumes = :resumes, paused_at = :paused_at, return_at = :return_at, extensions = :extensions,
                 bounces = :bounces, reopened = :reopened, supervised_at = :supervised_at, outcome = :outcome,
                 same_as = :same_as, checker = :checker, checked = :checked, state_at = :state_at,
                 due_from = :due_from, handled_by = :handled_by
WHERE community_id = :community AND case_id = :case_id AND state = :expected AND version = :version

-- name: case_text
-- What is known of a case, with what was added.
UPDATE cases SET text = :text WHERE community_id = :community AND case_id = :case_id

-- name: case_anonymous
-- Whether the worker may know who reported; touches nothing if that was so already.
UPDATE cases SET anonymous = :anonymous
WHERE community_id = :community AND case_id = :case_id AND anonymous <> :anonymous

-- name: cases_referred
-- The open cases that a department has, the oldest first.
SELECT * FROM case_sheets WHERE community_id = :community AND referred_to = :unit AND closed_at IS NULL
ORDER BY case_id LIMIT :most

-- name: cases_open_in_grid
-- The newest open cases of a grid, to find similar ones among them; ordered and bounded by expressions, or SQLite
-- would walk through all cases of all times instead of the open ones.
SELECT * FROM case_sheets WHERE community_id = :community AND grid = :grid AND closed_at IS NULL AND reported_at + 0 >= :since
ORDER BY case_id + 0 DESC LIMIT :most

-- name: cases_led_by
-- The open cases of a worker, the most urgent first.
SELECT * FROM case_sheets WHERE community_id = :community AND lead = :person AND closed_at IS NULL
ORDER BY due_at, case_id LIMIT :most

-- name: cases_helped_by
-- The open cases at which a worker helps, the most urgent first.
SELECT c.* FROM case_helpers h JOIN case_sheets c ON c.community_id = h.community_id AND c.case_id = h.case_id
WHERE h.community_id = :community AND h.person_id = :person AND c.closed_at IS NULL
ORDER BY c.due_at, c.case_id LIMIT :most

-- name: cases_checked_by
-- The open cases that a worker is to look at on site, the most urgent first.
SELECT * FROM case_sheets
WHERE community_id = :community AND checker = :person AND closed_at IS NULL AND checked IS NULL AND state = 'fed_back'
ORDER BY due_at, case_id LIMIT :most

-- name: cases_parked
-- The parked cases of the community, those that are looked at next first.
SELECT * FROM case_sheets
WHERE community_id = :community AND state = 'parked' AND closed_at IS NULL
ORDER BY return_at + 0, case_id + 0 LIMIT :most OFFSET :skip

-- name: cases_parked_many
-- How many cases are parked.
SELECT count(*) AS many FROM cases WHERE community_id = :community AND state = 'parked' AND closed_at IS NULL

-- name: case_merged_reporters
-- Who reported what was merged into a case, directly or by way of another.
WITH RECURSIVE same (community_id, case_id, reporter) AS (
    SELECT c.community_id, c.case_id, c.reporter FROM cases c
    WHERE c.community_id = :community AND c.same_as = :case_id
    UNION
    SELECT c.community_id, c.case_id, c.reporter FROM cases c
    JOIN same s ON c.community_id = s.community_id AND c.same_as = s.case_id
    WHERE c.community_id = :community)
SELECT DISTINCT reporter FROM same WHERE community_id = :community ORDER BY reporter

-- name: cases_split_from
-- The cases that carry the parts of one.
SELECT * FROM case_sheets WHERE community_id = :community AND parent = :case_id ORDER BY case_id

-- name: cases_merged_into
-- The cases that go on in one.
SELECT * FROM case_sheets WHERE community_id = :community AND same_as = :case_id ORDER BY case_id

-- name: helpers_clear
-- Nobody helps at the case any more.
DELETE FROM case_helpers WHERE community_id = :community AND case_id = :case_id

-- name: helper_add
-- Somebody helps at the case.
INSERT INTO case_helpers (community_id, case_id, person_id, place) VALUES (:community, :case_id, :person, :place)

-- name: cases_reported_by
-- The newest cases that a person reported.
SELECT * FROM case_sheets WHERE community_id = :community AND reporter = :person
ORDER BY case_id DESC LIMIT :most

-- name: cases_sent_by
-- What a person reported since an instant, and when.
SELECT category, reported_at FROM cases
WHERE community_id = :community AND reporter = :person AND reported_at >= :since

-- name: cases_followed_by
-- The newest cases that a person follows.
SELECT c.* FROM case_followers f JOIN case_sheets c ON c.community_id = f.community_id AND c.case_id = f.case_id
WHERE f.community_id = :community AND f.person_id = :person
ORDER BY f.case_id DESC LIMIT :most

-- name: cases_in_state
-- The open cases that stand in a state, the most urgent first; ordered as cases_open_in_grid is.
SELECT * FROM case_sheets WHERE community_id = :community AND closed_at IS NULL AND state = :state
ORDER BY due_at + 0, case_id + 0 LIMIT :most

-- name: cases_undecided
-- The open cases that wait for a secretary, the newest first; ordered as cases_open_in_grid is.
SELECT * FROM case_sheets WHERE community_id = :community AND closed_at IS NULL
  AND state IN ('reported', 'opened', 'fed_back', 'verified')
ORDER BY case_id + 0 DESC LIMIT :most

-- name: cases_load
-- How many open cases each worker leads.
SELECT lead, count(*) AS load FROM cases
WHERE community_id = :community AND closed_at IS NULL AND lead IS NOT NULL GROUP BY lead

-- name: cases_board
-- How many open cases stand in each state, and how many of them are past their deadline while their clock runs.
SELECT state, count(*) AS many, sum(CASE WHEN due_at < :now AND resumes IS NULL THEN 1 ELSE 0 END) AS overdue
FROM cases WHERE community_id = :community AND closed_at IS NULL GROUP BY state

-- name: follower_add
-- A neighbour follows a case too; nothing if they did already.
INSERT INTO case_followers (community_id, case_id, person_id, since) VALUES (:community, :case_id, :person, :now)
ON CONFLICT (community_id, case_id, person_id) DO NOTHING

-- name: followers_move
-- Who follows one case follows another from now on.
INSERT INTO case_followers (community_id, case_id, person_id, since)
SELECT f.community_id, CAST(:target AS BIGINT), f.person_id, CAST(:now AS BIGINT) FROM case_followers f
WHERE f.community_id = :community AND f.case_id = :case_id
ON CONFLICT (community_id, case_id, person_id) DO NOTHING

-- name: followers_of
-- Who follows a case.
SELECT person_id FROM case_followers WHERE community_id = :community AND case_id = :case_id ORDER BY person_id

-- name: cases_closed_between
-- The cases that were closed in a span of time. It reads through all that were ever closed: nobody waits for it.
SELECT case_id FROM cases
WHERE community_id = :community AND closed_at >= :since AND closed_at < :until ORDER BY case_id

-- name: case_is_anonymised
-- Whether what people wrote in a case was deleted because its time was over.
SELECT 1 AS found FROM cases
WHERE community_id = :community AND case_id = :case_id AND anonymised_at IS NOT NULL

-- name: cases_checks_load
-- How many cases each worker is still to look at on site.
SELECT checker, count(*) AS load FROM cases
WHERE community_id = :community AND checker IS NOT NULL AND closed_at IS NULL AND checked IS NULL GROUP BY checker
