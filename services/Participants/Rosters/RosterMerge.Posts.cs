namespace Mastery.Participants;

sealed partial class RosterMerge
{
    /// <summary>Takes over the posts of the feed.</summary>
    /// <param name="posts">The posts, with their departments.</param>
    public void TakePosts(IReadOnlyList<RosterPost> posts)
    {
        var (known, given) = (_after.Posts.ToList(), _given.Posts.ToList());
        HashSet<int> taken = [];
        foreach (var post in posts)
        {
            var place = Place(known, post, taken);
            if (place < 0)
            {
                if (!post.IsOpenAfter(Day))
                {
                    continue;
                }

                known.Add(New(post));
                place = known.Count - 1;
                given.Add(GivenPost.Of(known[place], post.Id));
            }
            else
            {
                TakePost(known, given, place, post);
            }

            taken.Add(place);
        }

        _after = _after with { Posts = known };
        _given = _given with { Posts = given };
    }

    /// <summary>Ends the open posts that the source has given and does not give any more.</summary>
    /// <param name="kept">The posts of the feed.</param>
    /// <param name="covers">Whether the feed decides on a post: by its department, and the id by which it came.</param>
    public void EndPosts(IReadOnlyList<RosterPost> kept, Func<Guid, string, bool> covers)
    {
        var ends = _after.Posts.Where(post => post.IsOpenAfter(Day) && IsOurs(post)
            && covers(post.DepartmentId, _given.Of(post)?.Id ?? "")
            && !kept.Any(one => one.DepartmentId == post.DepartmentId && one.IsOpenAfter(Day))).ToList();
        if (ends.Count == 0)
        {
            return;
        }

        _given = _given with
        {
            Posts = [.. _given.Posts.Select(given => ends.Exists(post => given == _given.Of(post))
                ? given with { EndDate = Day } : given).Where(given => !(given.StartDate > Day))],
        };
        _after = _after with
        {
            Posts = [.. _after.Posts.Where(post => !(ends.Contains(post) && post.StartDate > Day))
                .Select(post => ends.Contains(post) ? post.EndBy(Day) : post)],
        };
    }

    /// <summary>The place of the post on record that a post of the feed is; -1 for none.</summary>
    int Place(List<Post> known, RosterPost post, HashSet<int> taken)
    {
        return Of(one => post.StartDate is not null && one.StartDate == post.StartDate)
            is var same and >= 0 ? same
            : Of(one => one.IsOpenAfter(Day)) is var open and >= 0 ? open
            : Of(one => one.EndDate == post.EndDate && post.EndDate is not null) is var ended and >= 0 ? ended
            : Of(one => post.IsOpenAfter(Day) && MayReopen(one, post));

        int Of(Func<Post, bool> fits)
        {
            for (var place = known.Count - 1; place >= 0; place--)
            {
                if (known[place].DepartmentId == post.DepartmentId && !taken.Contains(place) && fits(known[place]))
                {
                    return place;
                }
            }

            return -1;
        }
    }

    /// <summary>Whether a post that ended goes on: the source itself had ended it, and gives no later first
    /// day.</summary>
    bool MayReopen(Post post, RosterPost feed) => post.EndDate is { } end
        && !(feed.StartDate > end)
        && ((_given.Known && _given.Of(post)?.EndDate == end) || end == _before.LeftDate);

    Post New(RosterPost post) => new()
    {
        DepartmentId = post.DepartmentId,
        JobTitle = post.JobTitle,
        Responsibility = post.Responsibility,
        StartDate = post.StartDate ?? (_created && _firstSync ? null : Day),
        EndDate = post.EndDate,
    };

    void TakePost(List<Post> known, List<GivenPost> given, int place, RosterPost feed)
    {
        var post = known[place];
        var index = given.FindIndex(one => one.DepartmentId == post.DepartmentId && one.StartDate == post.StartDate);
        var before = index < 0 ? null : given[index];
        var all = before is null && IsOurs(post);
        var after = Merged(post, feed, before, all);
        known[place] = after;
        if (before is not null || all)
        {
            given.RemoveAll(one => one == before);
            given.Add(GivenPost.Of(after, feed.Id) with
            {
                JobTitle = after.JobTitle == feed.JobTitle ? after.JobTitle : before?.JobTitle ?? "",
                Responsibility = after.Responsibility == feed.Responsibility ? after.Responsibility
                    : before?.Responsibility,
                EndDate = after.EndDate == post.EndDate ? before?.EndDate : after.EndDate,
            });
        }
    }

    Post Merged(Post post, RosterPost feed, GivenPost? before, bool all)
    {
        if (feed.JobTitle.Length > 0 && (post.JobTitle.Length == 0 || all || before?.JobTitle == post.JobTitle))
        {
            post = post with { JobTitle = feed.JobTitle };
        }

        if (feed.Responsibility is not null
            && (post.Responsibility is null || all || before?.Responsibility == post.Responsibility))
        {
            post = post with { Responsibility = feed.Responsibility };
        }

        if (feed.StartDate is { } start && (post.StartDate is null || ((all || before is not null)
            && before?.StartDate == post.StartDate)) && !(start > post.EndDate) && !(start > post.ExpectedFromDate)
            && !(start > post.ExpectedUntilDate) && !(start > feed.EndDate))
        {
            post = post with { StartDate = start };
        }

        return (all || before is not null) ? Ended(post, feed, before, all) : post;
    }

    Post Ended(Post post, RosterPost feed, GivenPost? before, bool all) => (post.EndDate, feed.EndDate) switch
    {
        (null, { } end) when !(post.StartDate > end) => post.EndBy(end),
        ({ } known, var end) when known != end && (all || before?.EndDate == known || known == _before.LeftDate)
            && !(post.StartDate > end) =>
            end is { } day ? (post with { EndDate = null }).EndBy(day) : post with { EndDate = null },
        _ => post,
    };
}
