-- name: page_add
-- Somebody is to be called about something of which nobody was called before.
INSERT INTO pages (community_id, page_id, matter, subject, run, data, grids, must_all, quick, state, started_at)
VALUES (:community, :page, :matter, :subject, 1, :data, :grids, :must_all, :quick, 'open', :now)

-- name: page_renew
-- The matter has grown, or comes back: everybody has to answer again.
UPDATE pages SET run = run + 1, data = :data, grids = :grids, must_all = :must_all, quick = :quick, state = 'open',
    started_at = :now, settled_at = NULL
WHERE community_id = :community AND page_id = :page

-- name: page_say
-- What the messages of a page say from now on.
UPDATE pages SET data = :data WHERE community_id = :community AND page_id = :page

-- name: page_about
-- The page about something.
SELECT page_id, matter, subject, run, data, grids, must_all, quick, state, started_at FROM pages
WHERE community_id = :community AND matter = :matter AND subject = :subject

-- name: page_by_id
-- One page.
SELECT page_id, matter, subject, run, data, grids, must_all, quick, state, started_at FROM pages
WHERE community_id = :community AND page_id = :page

-- name: pages_open
-- The pages that wait for an answer.
SELECT page_id, matter, subject, run, data, grids, must_all, quick, state, started_at FROM pages
WHERE community_id = :community AND state = 'open' ORDER BY page_id

-- name: page_settle
-- A page is answered, or no answer is needed; touches nothing if that was so before.
UPDATE pages SET state = :state, settled_at = :now
WHERE community_id = :community AND page_id = :page AND state <> :state AND state <> 'over'

-- name: page_rung_take
-- A rung is taken; nothing if it was before in this run.
INSERT INTO page_rungs (community_id, page_id, run, rung, nth, at) VALUES (:community, :page, :run, :rung, :nth, :at)
ON CONFLICT (community_id, page_id, run, rung, nth) DO NOTHING

-- name: page_rungs
-- The rungs of a page's run that were taken.
SELECT rung, nth, at FROM page_rungs
WHERE community_id = :community AND page_id = :page AND run = :run ORDER BY at, rung, nth

-- name: page_call
-- Somebody is called; nothing if they were before in this run.
INSERT INTO page_calls (community_id, page_id, run, person_id, rung, called_at, reachable)
VALUES (:community, :page, :run, :person, :rung, :now, :reachable)
ON CONFLICT (community_id, page_id, run, person_id) DO NOTHING

-- name: page_calls
-- Who was called in a page's run, in the order of the calls.
SELECT person_id, rung, called_at, reachable, answered_at FROM page_calls
WHERE community_id = :community AND page_id = :page AND run = :run ORDER BY called_at, person_id

-- name: page_answer
-- Somebody who was called answers; touches nothing if they had.
UPDATE page_calls SET answered_at = :now, reachable = :yes
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person AND answered_at IS NULL

-- name: page_lose
-- No message reaches somebody who has not answered.
UPDATE page_calls SET reachable = :no
WHERE community_id = :community AND page_id = :page AND run = :run AND person_id = :person AND answered_at IS NULL
  AND reachable

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
