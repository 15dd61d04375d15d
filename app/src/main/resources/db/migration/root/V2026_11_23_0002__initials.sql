-- The first letters of Chinese names, for the search of every room: each sign is placed between the first signs of the
-- letters in pinyin order. Signs with several readings get their usual one.
create function public.initials(word text) returns text language sql stable parallel safe
begin atomic
    select coalesce(string_agg(
        case when c.sign ~ '^[0-9A-Za-z]$' then lower(c.sign)
             when c.sign ~ '^[㐀-鿿]$' then (
                 select i.letter
                 from (values ('a', '阿'), ('b', '八'), ('c', '嚓'), ('d', '咑'), ('e', '妸'), ('f', '发'), ('g', '旮'),
                              ('h', '哈'), ('j', '丌'), ('k', '咔'), ('l', '垃'), ('m', '妈'), ('n', '拏'), ('o', '噢'),
                              ('p', '妑'), ('q', '七'), ('r', '呥'), ('s', '仨'), ('t', '他'), ('w', '屲'), ('x', '夕'),
                              ('y', '丫'), ('z', '帀')) as i (letter, first)
                 where i.first collate "zh-x-icu" <= c.sign collate "zh-x-icu"
                 order by i.first collate "zh-x-icu" desc
                 limit 1)
             else '' end, '' order by c.n), '')
    from regexp_split_to_table(word, '') with ordinality as c (sign, n);
end;
