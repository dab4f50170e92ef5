-- name: mydata_person
-- What is known of a person.
SELECT name, user_id, language, phone, grid, building, category, met_at, reachable, plain, quiet_from, quiet_to,
       consent, consented_at
FROM persons WHERE community_id = :community AND person_id = :person

-- name: mydata_roles
-- What a person holds, and in the groups of which grids they were seen.
SELECT role, grid, unit, since FROM appointments
WHERE community_id = :community AND person_id = :person ORDER BY since, role, grid, unit

-- name: mydata_listed
-- What the community's own file says of a person.
SELECT role, grid, unit FROM listed_staff
WHERE community_id = :community AND user_id = :user_id ORDER BY role, grid, unit

-- name: mydata_places
-- A person's places on the staff list.
SELECT name, phone, role, grid, unit, listed_at FROM staff_places
WHERE community_id = :community AND person_id = :person ORDER BY place_id

-- name: mydata_reports
-- What a person has reported.
SELECT case_id, category, state, text, grid, building, place, lat, lon, anonymous, referred_to, reported_at, closed_at
FROM cases WHERE community_id = :community AND reporter = :person ORDER BY case_id

-- name: mydata_media
-- The photos and voice notes that a person has sent.
SELECT case_id, purpose, kind, state, sha256, size, taken_at, deleted_at FROM media
WHERE community_id = :community AND owner = :person ORDER BY media_id

-- name: mydata_relays
-- The questions that a person was asked through the bot, or asked.
SELECT r.case_id, r.question, r.asked_at, r.answer, r.answered_at
FROM relays r JOIN cases c ON c.community_id = r.community_id AND c.case_id = r.case_id
WHERE r.community_id = :community AND (c.reporter = :person OR r.asker = :person) ORDER BY r.relay_id

-- name: mydata_follows
-- The cases that a person follows.
SELECT case_id, since FROM case_followers WHERE community_id = :community AND person_id = :person ORDER BY case_id

-- name: mydata_blocks
-- When and why a person could not report.
SELECT reason, since, until_at, appeal, appealed_at, answered_at, lifted_at FROM blocks
WHERE community_id = :community AND person_id = :person ORDER BY block_id

-- name: mydata_work
-- The cases that a person has handled.
SELECT case_id, state, feedback, reported_at, closed_at FROM cases
WHERE community_id = :community AND lead = :person ORDER BY case_id

-- name: mydata_helps
-- The cases at which a person helps or has helped.
SELECT case_id FROM case_helpers WHERE community_id = :community AND person_id = :person ORDER BY case_id

-- name: mydata_checks
-- The cases that a person is to look at on site, and what they found.
SELECT case_id, state, checked FROM cases WHERE community_id = :community AND checker = :person ORDER BY case_id

-- name: mydata_notes
-- What a person has said about cases.
SELECT case_id, kind, act, reason, text, confidential, at FROM case_notes
WHERE community_id = :community AND author = :person ORDER BY note_id

-- name: mydata_promises
-- By when a person has promised to have something done.
SELECT case_id, due_at, made_at, state FROM promises
WHERE community_id = :community AND person_id = :person ORDER BY promise_id

-- name: mydata_agreements
-- The agreements that a person was asked to confirm as one of the sides.
SELECT a.text, a.made_at, a.state, s.side, s.agreed, s.answered_at FROM agreement_sides s
JOIN agreements a ON a.community_id = s.community_id AND a.agreement_id = s.agreement_id
WHERE s.community_id = :community AND s.person_id = :person ORDER BY s.agreement_id

-- name: mydata_agreements_made
-- The agreements that a person has written for the two sides of a dispute.
SELECT case_id, text, made_at, state FROM agreements
WHERE community_id = :community AND made_by = :person ORDER BY agreement_id

-- name: mydata_petitions
-- What a person has asked the directors to decide.
SELECT case_id, kind, text, wish_at, asked_at, decided_at, granted FROM petitions
WHERE community_id = :community AND asked_by = :person ORDER BY petition_id

-- name: mydata_voices
-- What a person has said to somebody else's petition.
SELECT p.case_id, p.kind, v.text, v.at FROM petition_voices v
JOIN petitions p ON p.community_id = v.community_id AND p.petition_id = v.petition_id
WHERE v.community_id = :community AND v.person_id = :person ORDER BY v.petition_id

-- name: mydata_verdicts
-- What a person has said of the cases that they reported.
SELECT case_id, answer AS answer_given, rating, closed_at, at FROM verdicts
WHERE community_id = :community AND person_id = :person ORDER BY case_id, closed_at

-- name: mydata_proposals
-- Which proposals to look for a root cause a person has decided.
SELECT grid, building, category, case_id, decided_at FROM root_causes
WHERE community_id = :community AND decided_by = :person ORDER BY proposal_id

-- name: mydata_decisions
-- What a person has decided that somebody had asked for.
SELECT case_id, kind, decided_at, granted FROM petitions
WHERE community_id = :community AND decided_by = :person ORDER BY petition_id

-- name: mydata_undos
-- The taps of a person that can still be taken back.
SELECT case_id, act, until_at FROM undos WHERE community_id = :community AND actor = :person ORDER BY case_id

-- name: mydata_picks
-- For which cases a person is choosing workers.
SELECT case_id, chosen FROM picks WHERE community_id = :community AND person_id = :person ORDER BY case_id

-- name: mydata_absences
-- When a person is away, or stands in for somebody.
SELECT from_at, until_at, CASE WHEN person_id = :person THEN 'own' ELSE 'deputy' END AS leave FROM absences
WHERE community_id = :community AND (person_id = :person OR deputy = :person) ORDER BY from_at

-- name: mydata_handovers
-- The cases that a person was offered, or offered to somebody.
SELECT case_id, asked_at, state AS answer_given FROM handovers
WHERE community_id = :community AND (receiver = :person OR asked_by = :person) ORDER BY handover_id

-- name: mydata_invitations
-- The links that a person has made.
SELECT role, grid, unit, used, made_at FROM invitations
WHERE community_id = :community AND made_by = :person ORDER BY invitation_id

-- name: mydata_files
-- The staff lists that a person has sent.
SELECT name AS file_name, sent_at FROM staff_files
WHERE community_id = :community AND person_id = :person ORDER BY number

-- name: mydata_groups
-- The groups that a person has bound.
SELECT grid, bound_at FROM grid_groups WHERE community_id = :community AND bound_by = :person ORDER BY grid

-- name: mydata_listings
-- How many places of the staff list a person has listed.
SELECT count(*) AS many FROM staff_places
WHERE community_id = :community AND listed_by = :person HAVING count(*) > 0

-- name: mydata_blocks_made
-- How many people a person has kept from reporting.
SELECT count(*) AS many FROM blocks WHERE community_id = :community AND made_by = :person HAVING count(*) > 0

-- name: mydata_dialogs
-- The dialog in which a person stands.
SELECT flow, answers, updated_at FROM dialogs WHERE community_id = :community AND person_id = :person

-- name: mydata_drafts
-- What a person has said and not yet reported.
SELECT answers, kept_at FROM drafts WHERE community_id = :community AND person_id = :person

-- name: mydata_held
-- What a person has sent before they agreed.
SELECT raw, held_at FROM held_updates WHERE community_id = :community AND person_id = :person ORDER BY number

-- name: mydata_set_aside
-- What a person has sent and the program could not handle; the inbox belongs to the bot.
SELECT raw, received_at FROM inbox
WHERE state = 'failed' AND (raw LIKE :sender_first OR raw LIKE :sender_last) ORDER BY seq

-- name: mydata_rungs
-- Of which cases a person was told that nobody does what is to be done.
SELECT case_id, clock, rung FROM rung_people
WHERE community_id = :community AND person_id = :person ORDER BY case_id, clock, run, rung

-- name: mydata_reminders
-- Of which cases a person is to be reminded next.
SELECT case_id, clock, set_at FROM reminders
WHERE community_id = :community AND person_id = :person ORDER BY case_id, clock

-- name: mydata_bulk
-- Which cases a person has picked from a list.
SELECT case_id FROM bulk_picks WHERE community_id = :community AND person_id = :person ORDER BY case_id

-- name: mydata_slots
-- Which messages of a person's chat show what.
SELECT slot, message_id FROM slots WHERE community_id = :community AND chat_id = :user_id ORDER BY slot

-- name: mydata_outbox
-- What was sent to a person lately, or is on its way to them.
SELECT kind, queued_at, settled_at, screen FROM outbox
WHERE community_id = :community AND chat_id = :user_id ORDER BY outbox_id

-- name: mydata_audit
-- What is on record of a person: what they did, what was done with them, what became of their reports.
SELECT at, act, case_id, facts FROM audit_events
WHERE community_id = :community AND (
    actor = :person
    OR (case_id IS NULL AND (facts LIKE :fact_first OR facts LIKE :fact_last))
    OR case_id IN (SELECT case_id FROM cases WHERE community_id = :community AND reporter = :person))
ORDER BY seq

-- name: erase_person
-- A person is forgotten: the row stays, for cases point to it, and says nothing of them.
UPDATE persons SET user_id = NULL, name = '', phone = NULL, reachable = FALSE, grid = NULL, building = NULL,
    category = NULL, plain = FALSE, quiet_from = 1320, quiet_to = 420, consent = 0, consented_at = NULL,
    erased_at = :now
WHERE community_id = :community AND person_id = :person AND erased_at IS NULL

-- name: erase_undos
-- Nobody takes back the taps of a forgotten person.
DELETE FROM undos WHERE community_id = :community AND actor = :person

-- name: erase_picks
-- Nobody goes on with what a forgotten person was choosing.
DELETE FROM picks WHERE community_id = :community AND person_id = :person

-- name: erase_roles
-- A forgotten person holds nothing.
DELETE FROM appointments WHERE community_id = :community AND person_id = :person

-- name: erase_places
-- A forgotten person is on no list.
DELETE FROM staff_places WHERE community_id = :community AND person_id = :person

-- name: erase_follows
-- A forgotten person follows nothing.
DELETE FROM case_followers WHERE community_id = :community AND person_id = :person

-- name: erase_blocks
-- Why somebody could not report is forgotten with them.
DELETE FROM blocks WHERE community_id = :community AND person_id = :person

-- name: erase_voices
-- What a forgotten person has said to somebody else's petition is not kept.
DELETE FROM petition_voices WHERE community_id = :community AND person_id = :person

-- name: erase_absences
-- A forgotten person is not away.
DELETE FROM absences WHERE community_id = :community AND person_id = :person

-- name: erase_deputies
-- A forgotten person stands in for nobody.
UPDATE absences SET deputy = NULL WHERE community_id = :community AND deputy = :person

-- name: erase_files
-- The lists that a forgotten person has sent are not kept.
DELETE FROM staff_files WHERE community_id = :community AND person_id = :person

-- name: erase_links
-- Nothing reads the roster for a forgotten person.
DELETE FROM roster_links WHERE community_id = :community AND person_id = :person

-- name: erase_dialogs
-- A forgotten person stands in no dialog.
DELETE FROM dialogs WHERE community_id = :community AND person_id = :person

-- name: erase_drafts
-- What a forgotten person has begun is not kept.
DELETE FROM drafts WHERE community_id = :community AND person_id = :person

-- name: erase_held
-- What a forgotten person has sent before they agreed is not kept.
DELETE FROM held_updates WHERE community_id = :community AND person_id = :person

-- name: erase_set_aside
-- What a forgotten person has sent and the program could not handle is not kept; the inbox belongs to the bot.
DELETE FROM inbox WHERE state = 'failed' AND (raw LIKE :sender_first OR raw LIKE :sender_last)

-- name: erase_slots
-- Nothing is brought up to date any more in the chat of a forgotten person.
DELETE FROM slots WHERE community_id = :community AND chat_id = :user_id

-- name: erase_outbox
-- Nothing that waits is sent any more to a forgotten person, and nothing says what was sent.
DELETE FROM outbox WHERE community_id = :community AND chat_id = :user_id

-- name: strangers_outbox
-- Messages that were sent to people who were forgotten since: the goodbye.
DELETE FROM outbox
WHERE community_id = :community AND chat_id > 0 AND state IN ('sent', 'dropped', 'failed')
  AND NOT EXISTS (SELECT 1 FROM persons p WHERE p.community_id = outbox.community_id AND p.user_id = outbox.chat_id)

-- name: strangers_slots
-- What was still on its way when somebody was forgotten may have left a slot.
DELETE FROM slots
WHERE community_id = :community AND chat_id > 0
  AND NOT EXISTS (SELECT 1 FROM persons p WHERE p.community_id = slots.community_id AND p.user_id = slots.chat_id)

-- name: erase_rungs
-- That a forgotten person was told of a case is not kept.
DELETE FROM rung_people WHERE community_id = :community AND person_id = :person

-- name: erase_reminders
-- A forgotten person is reminded of nothing.
DELETE FROM reminders WHERE community_id = :community AND person_id = :person

-- name: erase_bulk
-- A forgotten person has picked nothing.
DELETE FROM bulk_picks WHERE community_id = :community AND person_id = :person

-- name: mydata_safe
-- When a person has said in a flood whether they are safe.
SELECT grid, safe, at FROM roll_answers WHERE community_id = :community AND person_id = :person ORDER BY roll_call_id

-- name: mydata_help
-- For what a person has asked for help in a flood.
SELECT grid, need, place, phone, asked_at, settled_at FROM help_requests
WHERE community_id = :community AND person_id = :person ORDER BY help_id

-- name: mydata_help_given
-- How many requests for help a person has taken.
SELECT count(*) AS many FROM help_requests
WHERE community_id = :community AND taken_by = :person HAVING count(*) > 0

-- name: mydata_doors
-- At how many doors a person was to knock.
SELECT count(*) AS many FROM door_calls
WHERE community_id = :community AND person_id = :person HAVING count(*) > 0

-- name: mydata_seats
-- For which posts a person was asked in a flood.
SELECT post, asked_at FROM response_asked WHERE community_id = :community AND person_id = :person ORDER BY response_id, post

-- name: erase_safe
-- Whether a forgotten person was safe is not kept.
DELETE FROM roll_answers WHERE community_id = :community AND person_id = :person

-- name: erase_help
-- That a forgotten person asked for help leads nowhere any more.
UPDATE help_requests SET person_id = NULL, place = '', phone = ''
WHERE community_id = :community AND person_id = :person

-- name: erase_seats
-- A forgotten person is asked for no post.
DELETE FROM response_asked WHERE community_id = :community AND person_id = :person

-- name: mydata_shifts
-- The shifts that a person stands, or was to stand.
SELECT post, from_at, until_at, accepted_at FROM shifts
WHERE community_id = :community AND (person_id = :person OR planned = :person) ORDER BY from_at, shift_id

-- name: mydata_pages
-- When a person was called on duty, and when they answered.
SELECT p.matter, c.rung, c.called_at, c.answered_at
FROM page_calls c JOIN pages p ON p.community_id = c.community_id AND p.page_id = c.page_id
WHERE c.community_id = :community AND c.person_id = :person ORDER BY c.called_at

-- name: mydata_shift_marks
-- When a person was reminded of a shift.
SELECT mark, at FROM shift_marks WHERE community_id = :community AND person_id = :person ORDER BY at, mark

-- name: mydata_shift_notes
-- What was handed over to a person.
SELECT words, signed_at FROM shift_notes WHERE community_id = :community AND signed_by = :person ORDER BY signed_at

-- name: mydata_duty_log
-- What the log of the duty says of a person.
SELECT at, kind, words FROM duty_log WHERE community_id = :community AND person_id = :person ORDER BY at, entry_id

-- name: mydata_patterns
-- The patterns of the roster that a person has made.
SELECT post, since, made_at FROM duty_patterns
WHERE community_id = :community AND made_by = :person ORDER BY pattern_id

-- name: mydata_turns
-- The patterns in which a person takes turns.
SELECT p.post, p.since, p.until FROM duty_turns t
JOIN duty_patterns p ON p.community_id = t.community_id AND p.pattern_id = t.pattern_id
WHERE t.community_id = :community AND t.person_id = :person ORDER BY p.pattern_id

-- name: mydata_covers
-- The shifts for which a person has looked for a colleague, or stands one.
SELECT shift_id, asked_at, state FROM shift_covers
WHERE community_id = :community AND (asked_by = :person OR taken_by = :person) ORDER BY shift_id

-- name: mydata_roster_links
-- The links by which a person's calendar reads the roster.
SELECT scope, made_at, read_at FROM roster_links
WHERE community_id = :community AND person_id = :person ORDER BY scope

-- name: mydata_cover_asked
-- The shifts that a person was asked to stand.
SELECT shift_id, asked_at, declined_at FROM shift_cover_asked
WHERE community_id = :community AND person_id = :person ORDER BY shift_id

-- name: mydata_patrols
-- The patrol rounds that a person has made, and what they found where.
SELECT r.started_at, r.ended_at, t.point, t.found, t.at, t.lat, t.lon, t.case_id FROM patrol_rounds r
LEFT JOIN patrol_ticks t ON t.community_id = r.community_id AND t.round_id = r.round_id
WHERE r.community_id = :community AND r.person_id = :person ORDER BY r.round_id, t.at, t.point

-- name: mydata_all_well
-- When a person on duty was asked whether all is well, and what they answered.
SELECT asked_at, again_at, answered_at, word FROM all_well_asked
WHERE community_id = :community AND person_id = :person ORDER BY round_id
