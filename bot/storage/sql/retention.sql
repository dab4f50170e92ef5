-- name: nobody_of
-- The person to whom everything belongs that has become nobody's.
SELECT nobody FROM communities WHERE community_id = :community

-- name: nobody_add
-- Somebody who never was anybody.
INSERT INTO persons (community_id, person_id, user_id, name, met_at, erased_at)
VALUES (:community, :person, NULL, '', :now, :now)

-- name: nobody_set
-- From now on that is nobody.
UPDATE communities SET nobody = :person WHERE community_id = :community

-- name: cases_over
-- Cases that were closed long ago and still say who reported them.
SELECT case_id, reporter FROM cases
WHERE community_id = :community AND anonymised_at IS NULL AND closed_at IS NOT NULL AND closed_at < :before
ORDER BY closed_at, case_id LIMIT :most

-- name: case_anonymise
-- A case keeps its grid, building, category, dates and states.
UPDATE cases SET reporter = :nobody, text = '', place = CASE WHEN building IS NULL THEN '—' END, lat = NULL, lon = NULL,
    feedback = NULL, anonymised_at = :now
WHERE community_id = :community AND case_id = :case_id

-- name: case_unfollow
-- Nobody follows the case any more.
DELETE FROM case_followers WHERE community_id = :community AND case_id = :case_id

-- name: case_relays_blank
-- What was asked and answered about the case is not kept; that it was asked is.
UPDATE relays SET question = '', answer = CASE WHEN answer IS NULL THEN NULL ELSE '' END
WHERE community_id = :community AND case_id = :case_id

-- name: case_notes_blank
-- What was said about the case while it was handled is not kept; that something was said, when and why is.
UPDATE case_notes SET text = '' WHERE community_id = :community AND case_id = :case_id

-- name: case_agreements_blank
-- What both sides agreed on is not kept; that they did, and when, is.
UPDATE agreements SET text = '' WHERE community_id = :community AND case_id = :case_id

-- name: case_agreements_disown
-- Nothing says any more who the sides of a dispute were.
UPDATE agreement_sides SET person_id = NULL, digest = NULL, expires_at = NULL
WHERE community_id = :community AND agreement_id IN (
    SELECT agreement_id FROM agreements
    WHERE agreements.community_id = agreement_sides.community_id AND case_id = :case_id)

-- name: case_petitions_blank
-- What the directors were asked is not kept in words, nor which resident asked; that it was asked and decided is.
UPDATE petitions SET text = '', asked_by = CASE WHEN kind = 'extend' THEN asked_by ELSE CAST(:nobody AS BIGINT) END
WHERE community_id = :community AND case_id = :case_id

-- name: case_voices_forget
-- Nor is what others have said to it.
DELETE FROM petition_voices WHERE community_id = :community AND petition_id IN (
    SELECT petition_id FROM petitions WHERE community_id = :community AND case_id = :case_id)

-- name: case_verdicts_disown
-- Nothing says any more who has judged the case; what they said of it is.
UPDATE verdicts SET person_id = :nobody WHERE community_id = :community AND case_id = :case_id

-- name: case_media_disown
-- Nothing says any more who has sent the photos of the report.
UPDATE media SET owner = :nobody WHERE community_id = :community AND case_id = :case_id AND owner = :reporter

-- name: case_slots_forget
-- Nothing says any more in whose chats the case has a card.
DELETE FROM slots WHERE community_id = :community AND chat_id > 0 AND (slot = :slot OR slot LIKE :older)

-- name: case_parties_slots_forget
-- Nor in whose chats the sides of a dispute were asked to agree, or the reporter was asked something.
DELETE FROM slots WHERE community_id = :community AND chat_id > 0 AND (
    EXISTS (SELECT 1 FROM agreements a WHERE a.community_id = :community AND a.case_id = :case_id
            AND (slot = 'agreement:' || a.agreement_id OR slot LIKE 'agreement:' || a.agreement_id || '~%'))
    OR EXISTS (SELECT 1 FROM relays r WHERE r.community_id = :community AND r.case_id = :case_id
               AND (slot = 'relay:' || r.relay_id OR slot LIKE 'relay:' || r.relay_id || '~%')))

-- name: media_over
-- Files of cases that were closed long ago, unless they are about to be deleted already.
SELECT m.media_id FROM media m
JOIN cases c ON c.community_id = m.community_id AND c.case_id = m.case_id
WHERE m.community_id = :community AND m.state <> 'deleted' AND m.taken_at < :before AND c.closed_at < :before
  AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.community_id = m.community_id AND t.kind = 'shred'
                  AND t.subject = m.media_id)
ORDER BY m.taken_at, m.media_id LIMIT :most

-- name: media_delete
-- A file is not kept any more; its hash and when it was there are.
UPDATE media SET state = 'deleted', file_id = '', album = NULL, deleted_at = :now
WHERE community_id = :community AND media_id = :media AND state <> 'deleted'

-- name: media_needed
-- Whether a stored file of any community has that content: on the disk there is one for all.
SELECT 1 AS there FROM media WHERE sha256 = :sha256 AND state = 'stored' LIMIT 1

-- name: invitations_over
-- Forget invitations that nobody can use any more.
DELETE FROM invitations
WHERE community_id = :community AND (expires_at < :before OR coalesce(revoked_at, :before) < :before)

-- name: places_over
-- Forget the places on the staff list that nobody has claimed.
DELETE FROM staff_places WHERE community_id = :community AND person_id IS NULL AND listed_at < :before

-- name: blocks_over
-- Forget blocks that were lifted, or whose time was over, long ago.
DELETE FROM blocks
WHERE community_id = :community AND (lifted_at < :before OR (lifted_at IS NULL AND until_at < :before))

-- name: strangers_over
-- People who never agreed to the notice, hold nothing, and have no part in any case.
SELECT person_id FROM persons p
WHERE p.community_id = :community AND p.consent = 0 AND p.user_id IS NOT NULL AND p.met_at < :before
  AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.community_id = p.community_id AND a.person_id = p.person_id)
  AND NOT EXISTS (SELECT 1 FROM listed_staff l WHERE l.community_id = p.community_id AND l.user_id = p.user_id)
  AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.community_id = p.community_id AND c.reporter = p.person_id)
  AND NOT EXISTS (
    SELECT 1 FROM help_requests r
    WHERE r.community_id = p.community_id AND r.person_id = p.person_id AND r.state IN ('open', 'taken'))
  AND NOT EXISTS (SELECT 1 FROM held_updates h WHERE h.community_id = p.community_id AND h.person_id = p.person_id)
ORDER BY p.person_id LIMIT :most

-- name: outbox_failed_over
-- Forget messages that could not be sent long ago.
DELETE FROM outbox WHERE community_id = :community AND state = 'failed' AND settled_at < :before

-- name: inbox_failed_over
-- Forget updates that could not be handled long ago, whether anybody looked at them or not.
DELETE FROM inbox WHERE state = 'failed' AND done_at < :before
