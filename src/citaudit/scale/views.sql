-- Views over the tables of a run, ready to ask. The comment above each is what `citaudit query OUT`
-- prints of it. The tables themselves are views over the Parquet files.

-- The table references under a name that SQL does not keep for itself.
create view refs as
select * from "references";

-- Pages with the most statements that no working source stands behind, worst first.
create view worst_pages as
select title, statements, statements - checkable as unsourced,
       round(100.0 * checkable / statements, 1) as checkable_percent,
       empty_references, links_dead, findings_error, url
from pages where statements > 0
order by unsourced desc, title;

-- The three figures of the whole wiki, over all statements that are not exempt.
create view coverage as
select count(*) as pages, sum(statements) as statements,
       round(100.0 * sum(strict) / sum(statements), 2) as strict_percent,
       round(100.0 * sum(with_paragraph) / sum(statements), 2) as with_paragraph_percent,
       round(100.0 * sum(checkable) / sum(statements), 2) as checkable_percent
from pages where problem is null;

-- Statements without a source by category of their page.
create view unsourced_by_category as
select category, count(*) as pages, sum(statements) as statements,
       sum(statements - checkable) as unsourced,
       round(100.0 * sum(statements - checkable) / sum(statements), 1) as unsourced_percent
from (select unnest(categories) as category, statements, checkable from pages)
group by category having sum(statements) > 0
order by unsourced desc, category;

-- References in which nothing is left to look up, with the page and the cause.
create view references_lost as
select p.title, r.reference, r.label, r.kind, r.cause, r.start, r.stop, p.url
from refs r join pages p using (page)
where r.empty or r.kind = 'undefined'
order by p.title, r.start;

-- Each reference by what a reader who follows it meets: offline, alive, dead, risk, empty and so on.
create view reference_states as
with cited as (
  select page, reference, unnest(urls) as url, true as source from refs
  union all
  select page, reference, unnest(archives), false from refs
), known as (
  select page, url, any_value(standing) as standing
  from links where role <> 'identifier' group by page, url
), met as (
  select page, reference, bool_or(source) as sourced,
         bool_and(not source or standing = 'dead') as all_dead,
         bool_or(not source and standing <> 'dead') as saved,
         bool_or(standing in ('dead', 'suspect')) as hurt,
         count(*) filter (source and standing = 'unknown') as unknown_sources,
         count(*) filter (source and standing = 'unchecked') as unchecked_sources,
         count(*) filter (standing = 'unknown') as unknown,
         count(*) filter (standing = 'unchecked') as unchecked
  from cited join known using (page, url) group by page, reference
)
select page, reference,
       case when kind in ('empty', 'undefined') then kind
            when sourced is null then 'offline'
            when sourced and all_dead then if(saved, 'risk', 'dead')
            when hurt then 'risk'
            when if(sourced, unknown_sources, unknown) > 0 then 'unknown'
            when if(sourced, unchecked_sources, unchecked) > 0 then 'unchecked'
            else 'alive' end as state
from refs left join met using (page, reference);

-- Hosts by how many addresses are cited at each, on how many pages.
create view hosts as
select host, count(distinct address) as addresses, count(*) as links,
       count(distinct page) as pages
from links where role <> 'identifier' and host <> ''
group by host order by addresses desc, host;

-- Hosts by how many of their addresses are dead or suspect; empty until links were looked at.
create view dead_hosts as
select host, count(distinct address) as addresses,
       count(distinct address) filter (where standing = 'dead') as dead,
       count(distinct address) filter (where standing = 'suspect') as suspect
from links where role <> 'identifier' and host <> ''
group by host having dead + suspect > 0
order by dead desc, suspect desc, host;

-- What each rule found, and on how many pages.
create view rules as
select code, name, severity, count(*) as findings, count(distinct page) as pages
from findings where state = 'new'
group by code, name, severity order by findings desc, code;

-- Templates that references are made with, by how often.
create view templates as
select lower(template) as template, count(*) as "references"
from (select unnest(templates) as template from refs)
group by all order by "references" desc, template;

-- What could not be audited, and why: pages, and blocks of pages that were set aside.
create view missing as
select title as what, problem as why from pages where problem is not null
union all select what, why from set_aside
order by what;
