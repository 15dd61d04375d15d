-- One policy that asks first whether a number is published: whoever reads published numbers only, as most pages do, then
-- spares the server the list of all sites in the reader's scope.
drop policy published on network.contact;
drop policy within on network.contact;
create policy within on network.contact for select using (
    service or scope.everything() or site in (select scope.sites()) or site in (select network.branches()));
