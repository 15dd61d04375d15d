-- The badge of branch centers stands on every page of the office: these few are found without looking at all places.
create index version_branch on network.site_version (site) where tier = 'BRANCH';
