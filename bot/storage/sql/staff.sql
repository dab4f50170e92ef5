-- name: appointments_since
-- What a person was appointed to, and since when.
SELECT role, grid, unit, since FROM appointments
WHERE community_id = :community AND person_id = :person AND role <> 'resident' ORDER BY since, role, grid, unit

-- name: slots_of_cases
-- What the messages of a chat show that are, or were, the cards of cases.
SELECT slot FROM slots WHERE community_id = :community AND chat_id = :chat_id AND slot LIKE 'case:%' ORDER BY slot

-- name: slots_of_questions
-- What the messages of a chat show that ask, or asked, a director to decide something.
SELECT slot FROM slots
WHERE community_id = :community AND chat_id = :chat_id AND (slot LIKE 'petition:%' OR slot LIKE 'root:%') ORDER BY slot

-- name: slots_of_copies
-- What the messages of a chat show that are one slot's, or were before a newer one came.
SELECT slot FROM slots
WHERE community_id = :community AND chat_id = :chat_id AND (slot = :slot OR slot LIKE :older) ORDER BY slot

-- name: slots_of_work
-- What the messages of a chat show, or showed, that are notes, promises or cases that were offered.
SELECT slot FROM slots WHERE community_id = :community AND chat_id = :chat_id
  AND (slot LIKE 'note:%' OR slot LIKE 'promise:%' OR slot LIKE 'hand:%') ORDER BY slot

-- name: cases_to_hand_over
-- The cases that a worker has in hand and somebody else could take, the most urgent first.
SELECT case_id FROM cases
WHERE community_id = :community AND lead = :person AND closed_at IS NULL 
  AND state IN ('assigned', 'accepted', 'handling', 'need_info', 'referred', 'parked')
ORDER BY due_at, case_id LIMIT :most
