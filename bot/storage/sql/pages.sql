-- name: page_add
-- Somebody is to be called about something of which nobody was called before.
INSERT INTO pages (community_id, page_id, matter, subject, run, data, grids, posts, manned, must_all, quick, state,
    started_at)
VALUES (:community, :page, :matter, :subject, 1, :data, :grids, :posts, :manned, :must_all, :quick, 'open', :now)

-- name: page_renew
-- The matter has grown, or comes back: everybody has to answer again.
UPDATE pages SET run = run + 1, data = :data, grids = :grids, posts = :posts, manned = :manned, must_all = :must_all,
    quick = :quick, state = 'open', started_at = :now, settled_at = NULL
WHERE community_id = :community AND page_id = :page

-- name: page_say
-- What the messages of a page say from now on.
UPDATE pages SET data = :data WHERE community_id = :community AND page_id = :page

-- name: page_about
-- The page about something.
SELECT page_id, matter, subject, run, data, grids, posts, manned, must_all, quick, state, started_at FROM pages
WHERE community_id = :community AND matter = :matter AND subject = :subject

-- name: page_by_id
-- One page.
SELECT page_id, matter, subject, run, data, grids, posts, manned, must_all, quick, state, started_at FROM pages
WHERE community_id = :community AND page_id = :page

-- name: pages_waiting
-- The pages that wait for an answer, also those about which everybody was called in vain.
SELECT page_id, matter, subject, run, data, grids, posts, manned, must_all, quick, state, started_at FROM pages
WHERE community_id = :community AND state IN ('open', 'unanswered') ORDER BY page_id

-- name: page_settle
-- A page is answered, or no answer is needed; touches nothing if that was so before.
UPDATE pages SET state = :state, settled_at = :now
WHERE community_id = :community AND page_id = :page AND state <> :state AND state <> 'over'

-- name: page_rung_take
-- A rung is taken for a post; nothing if it was before in this run.
INSERT INTO page_rungs (community_id, page_id, run, post, rung, nth, at)
VALUES (:community, :page, :run, :post, :rung, :nth, :at)
ON CONFLICT (community_id, page_id, run, post, rung, nth) DO NOTHING

-- name: page_rungs
-- The rungs of a page's run that were taken.
SELECT post, rung, nth, at FROM page_rungs
WHERE community_id = :community AND page_id = :page AND run = :run ORDER BY at, post, rung, nth

-- name: page_call
-- Somebody is called on a rung; nothing if they were before in this run.
INSERT INTO page_calls (community_id, page_id, run, person_id, rung, posts, whole, called_at, lost_at)
VALUES (:community, :page, :run, :person, :rung, :posts, :whole, :now, :lost_at)
ON CONFLICT (community_id, page_id, run, person_id, rung) DO NOTHING

-- name: page_widen
-- Who was called on a rung and has not answered is called there for other posts as well.
UPDATE page_calls SET posts = :posts
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person AND rung = :rung
  AND answered_at IS NULL

-- name: page_calls
-- Who was called in a page's run, in the order of the calls.
SELECT person_id, rung, posts, whole, called_at, answered_at, lost_at, relieved_at FROM page_calls
WHERE community_id = :community AND page_id = :page AND run = :run ORDER BY called_at, person_id, rung

-- name: page_called_ever
-- Who was called in any of a page's runs, in the order of their first calls.
SELECT person_id FROM page_calls WHERE community_id = :community AND page_id = :page
GROUP BY person_id ORDER BY min(called_at), person_id

-- name: page_answer
-- Somebody who was called answers; touches nothing if they had, or were relieved.
UPDATE page_calls SET answered_at = :now, lost_at = NULL
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person
  AND answered_at IS NULL AND relieved_at IS NULL

-- name: page_lose
-- No message reaches somebody whose answer is waited for.
UPDATE page_calls SET lost_at = :now
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person
  AND answered_at IS NULL AND relieved_at IS NULL AND lost_at IS NULL

-- name: page_find
-- Messages reach somebody again whose answer is waited for.
UPDATE page_calls SET lost_at = NULL
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person
  AND answered_at IS NULL AND relieved_at IS NULL AND lost_at IS NOT NULL

-- name: page_relieve
-- Somebody came on duty in the place of one whose answer was waited for.
UPDATE page_calls SET relieved_at = :now
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person AND rung = :rung
  AND answered_at IS NULL AND relieved_at IS NULL

-- name: pages_prune
-- Forget who was called long ago.
DELETE FROM page_calls WHERE community_id = :community AND page_id IN (
    SELECT page_id FROM pages WHERE community_id = :community AND settled_at < :before)

-- name: pages_prune_rungs
-- Forget the rungs of pages that were settled long ago.
DELETE FROM page_rungs WHERE community_id = :community AND page_id IN (
    SELECT page_id FROM pages WHERE community_id = :community AND settled_at < :before)

-- name: pages_prune_all
-- Forget pages that were settled long ago.
DELETE FROM pages WHERE community_id = :community AND settled_at < :before

-- name: page_blank
-- What the messages of a page said that is over, is not kept.
UPDATE pages SET data = '{}' WHERE community_id = :community AND page_id = :page
