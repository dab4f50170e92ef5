-- name: verdict_of
-- What the reporter said of a closing of a case.
SELECT case_id, closed_at, person_id, answer, rating, at FROM verdicts
WHERE community_id = :community AND case_id = :case_id AND closed_at = :closed_at

-- name: verdict_say
-- The reporter says whether a case is solved, or says something else than before; a rating that was given stays, unless
-- it was for what is said now not to be solved.
INSERT INTO verdicts (community_id, case_id, closed_at, person_id, answer, rating, at)
VALUES (:community, :case_id, :closed_at, :person, :answer, NULL, :now)
ON CONFLICT (community_id, case_id, closed_at) DO UPDATE SET
    rating = CASE WHEN excluded.answer = 'not' AND COALESCE(verdicts.answer, '') <> 'not' THEN NULL
                  ELSE verdicts.rating END,
    answer = excluded.answer, at = excluded.at

-- name: verdict_rate
-- The reporter rates what they have given an answer to.
UPDATE verdicts SET rating = :rating, at = :now
WHERE community_id = :community AND case_id = :case_id AND closed_at = :closed_at AND answer IS NOT NULL

-- name: verdict_settle
-- Nobody said anything in time: that counts as neither.
INSERT INTO verdicts (community_id, case_id, closed_at, person_id, answer, rating, at)
VALUES (:community, :case_id, :closed_at, :person, NULL, NULL, :now)
ON CONFLICT (community_id, case_id, closed_at) DO NOTHING

-- name: verdict_forget
-- The closing was a mistake and taken back: nothing was said of it.
DELETE FROM verdicts WHERE community_id = :community AND case_id = :case_id AND closed_at = :closed_at

-- name: verdict_counts
-- How often each answer was given with each rating, to closings since an instant.
SELECT answer, rating, count(*) AS many FROM verdicts
WHERE community_id = :community AND closed_at >= :since GROUP BY answer, rating

-- name: verdicts_awaited
-- How many of the cases that were closed since an instant still wait for what their reporters say.
SELECT count(*) AS many FROM cases c
WHERE c.community_id = :community AND c.closed_at >= :since AND c.outcome IS NOT NULL
  AND (c.lead IS NOT NULL OR c.handled_by IS NOT NULL)
  AND c.same_as IS NULL AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.community_id = c.community_id
                                        AND v.case_id = c.case_id AND v.closed_at = c.closed_at)

-- name: results_ends
-- How the cases ended that ended since an instant.
SELECT CASE WHEN c.outcome IS NOT NULL THEN c.outcome
            WHEN c.same_as IS NOT NULL THEN 'merged'
            WHEN EXISTS (SELECT 1 FROM cases p WHERE p.community_id = c.community_id AND p.parent = c.case_id)
            THEN 'split' ELSE 'rejected' END AS ending, count(*) AS many
FROM cases c WHERE c.community_id = :community AND c.closed_at >= :since GROUP BY ending

-- name: results_petitions
-- What was asked for since an instant, and what was decided.
SELECT kind, CASE WHEN decided_at IS NULL THEN 'waiting' WHEN decided_by IS NULL THEN 'void'
                  WHEN granted THEN 'granted' ELSE 'refused' END AS answer, count(*) AS many
FROM petitions WHERE community_id = :community AND asked_at >= :since GROUP BY kind, answer
