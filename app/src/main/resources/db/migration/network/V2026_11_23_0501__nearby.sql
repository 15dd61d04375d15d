-- What lies around a place: a box of coordinates first, the distance then.
create index place_position on network.place (lat, lon) where lon is not null;
