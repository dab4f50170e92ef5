-- name: dialog_of
-- The open dialog of a person.
SELECT dialog_id, flow, step, version, answers, updated_at
FROM dialogs WHERE community_id = :community AND person_id = :person

-- name: dialog_begin
-- A person begins a dialog; the one that was open is given up.
INSERT INTO dialogs (community_id, person_id, dialog_id, flow, step, version, answers, updated_at)
VALUES (:community, :person, :dialog, :flow, :step, 1, :answers, :now)
ON CONFLICT (community_id, person_id) DO UPDATE SET dialog_id = excluded.dialog_id, flow = excluded.flow,
    step = excluded.step, version = 1, answers = excluded.answers, updated_at = excluded.updated_at

-- name: dialog_move
-- A person goes on in a dialog, if it still is where it was seen.
UPDATE dialogs SET step = :step, version = version + 1, answers = :answers, updated_at = :now
WHERE community_id = :community AND person_id = :person AND dialog_id = :dialog AND version = :version

-- name: dialog_end
-- A dialog is done or given up.
DELETE FROM dialogs WHERE community_id = :community AND person_id = :person AND dialog_id = :dialog

-- name: draft_keep
-- Keep what somebody began to report in a group; the newest counts.
INSERT INTO drafts (community_id, person_id, answers, kept_at) VALUES (:community, :person, :answers, :now)
ON CONFLICT (community_id, person_id) DO UPDATE SET answers = excluded.answers, kept_at = excluded.kept_at

-- name: draft_take
-- The person has come: the draft is theirs now, if it is not too old.
DELETE FROM drafts WHERE community_id = :community AND person_id = :person AND kept_at >= :since RETURNING answers

-- name: draft_prune
-- Forget drafts for which nobody came; sooner those of people who have never agreed to the notice.
DELETE FROM drafts WHERE community_id = :community AND (kept_at < :before OR (kept_at < :unagreed AND EXISTS (
    SELECT 1 FROM persons p
    WHERE p.community_id = drafts.community_id AND p.person_id = drafts.person_id AND p.consent = 0)))
