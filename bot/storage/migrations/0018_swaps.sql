-- Somebody offers their shift for a colleague's (换班). Of a shift one offer stands at a time.
CREATE TABLE shift_swaps (
    community_id BIGINT NOT NULL,
    shift_id BIGINT NOT NULL, -- what is offered
    other_id BIGINT NOT NULL CHECK (other_id <> shift_id), -- what is wanted for it; that shift can be gone by then
    asked_by BIGINT NOT NULL,
    asked_of BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'agreed', 'declined', 'withdrawn', 'void')),
    PRIMARY KEY (community_id, shift_id),
    FOREIGN KEY (community_id, shift_id) REFERENCES shifts ON DELETE CASCADE,
    FOREIGN KEY (community_id, asked_by) REFERENCES persons,
    FOREIGN KEY (community_id, asked_of) REFERENCES persons
);
CREATE INDEX shift_swaps_asked_by ON shift_swaps (community_id, asked_by);
CREATE INDEX shift_swaps_asked_of ON shift_swaps (community_id, asked_of);
