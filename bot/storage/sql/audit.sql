-- name: audit_head
-- The newest event's number and hash; locked, so that events form one chain.
INSERT INTO audit_heads (community_id, seq, hash) VALUES (:community, 0, :genesis)
ON CONFLICT (community_id) DO UPDATE SET seq = audit_heads.seq RETURNING seq, hash

-- name: audit_add
-- Write an event at the end of the chain.
INSERT INTO audit_events (community_id, seq, at, actor, act, case_id, facts, previous, hash)
VALUES (:community, :seq, :at, :actor, :act, :case_id, :facts, :previous, :hash)

-- name: audit_advance
-- The chain ends here now.
UPDATE audit_heads SET seq = :seq, hash = :hash WHERE community_id = :community

-- name: audit_page
-- A stretch of the chain, in order.
SELECT seq, at, actor, act, case_id, facts, previous, hash FROM audit_events
WHERE community_id = :community AND seq > :after ORDER BY seq LIMIT :most

-- name: audit_known_head
-- Where the chain ends, as the head says.
SELECT seq, hash FROM audit_heads WHERE community_id = :community

-- name: audit_of_case
-- What happened to a case.
SELECT seq, at, actor, act, case_id, facts, previous, hash FROM audit_events
WHERE community_id = :community AND case_id = :case_id ORDER BY seq

-- name: audit_dismissed
-- Whether somebody has lost a role since; the facts name them by number, as JSON.
SELECT 1 AS found FROM audit_events
WHERE community_id = :community AND act = 'staff.dismissed' AND at > :since AND (facts LIKE :first OR facts LIKE :last)
LIMIT 1

-- name: audit_made_file
-- The event that says that a file of that content was made; the facts name it by its hash, as JSON.
SELECT seq, at, actor, act, case_id, facts, previous, hash FROM audit_events
WHERE community_id = :community AND act = 'file.made' AND facts LIKE :facts
ORDER BY seq LIMIT 1
