-- For H2 and PostgreSQL alike; run at each start, changes nothing that is there.

create table if not exists events (
  id bigint primary key,
  name varchar(200) not null,
  seats int not null check (seats >= 0),
  price_cents bigint not null check (price_cents >= 0)
);

create table if not exists settlements (
  id uuid primary key,
  created_at timestamp with time zone not null,
  reservation_count int not null,
  total_cents bigint not null
);

-- One row per reservation, for ever. PENDING and PAID hold rows of "seats"; DECLINED and CANCELLED hold none.
create table if not exists reservations (
  id uuid primary key,
  event_id bigint not null references events (id),
  customer varchar(100) not null,
  seat_count int not null check (seat_count > 0),
  amount_cents bigint not null,
  status varchar(16) not null check (status in ('PENDING', 'PAID', 'DECLINED', 'CANCELLED')),
  created_at timestamp with time zone not null,
  settlement_id uuid references settlements (id)
);

create index if not exists reservations_by_status on reservations (status, created_at);

-- Who holds a seat. The key is what makes selling a seat twice impossible, whatever the program does.
create table if not exists seats (
  event_id bigint not null references events (id),
  seat_no int not null check (seat_no > 0),
  reservation_id uuid not null references reservations (id),
  primary key (event_id, seat_no)
);

create index if not exists seats_by_reservation on seats (reservation_id);
