using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.Participants.V1;

namespace Mastery.Cli.Lists;

/// <summary>Finds a person as people say who they mean.</summary>
sealed class PersonFinder(ApiClients api, string hub, CancellationToken cancellation)
{
    const int PageSize = 1000;

    /// <summary>The one person of a resource name, an id, an e-mail address or a name.</summary>
    /// <exception cref="RowRefusedException">There is none, or there are several.</exception>
    public async Task<Participant> FindAsync(string written)
    {
        if (written.StartsWith("hubs/", StringComparison.Ordinal) || Guid.TryParse(written, out _))
        {
            var name = written.Contains('/', StringComparison.Ordinal) ? written : $"{hub}/participants/{written}";
            return await api.People.GetParticipantAsync(new() { Name = name }, cancellationToken: cancellation);
        }

        var found = written.Contains('@', StringComparison.Ordinal)
            ? await ListAsync($"email = {ListFilter.Quoted(written)}", person => person.Email.Equals(
                written, StringComparison.OrdinalIgnoreCase))
            : await ByNameAsync(written);
        return found switch
        {
            [var one] => one,
            [] => throw new RowRefusedException($"nobody in the hub is '{written}'"),
            _ => throw new RowRefusedException($"'{written}' may be {string.Join(" or ", found.Take(5).Select(person =>
                $"{Names.Called(person)} ({person.Name})"))}: give the name hubs/…/participants/… of the one you mean"),
        };
    }

    Task<List<Participant>> ByNameAsync(string written)
    {
        var last = ListFilter.Quoted(written.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1] + "*");
        return ListAsync(
            $"family_name:{last} OR preferred_family_name:{last}", person => IsCalled(person, written));
    }

    async Task<List<Participant>> ListAsync(string filter, Func<Participant, bool> meant) =>
        await Paging.AllAsync(
            api.People.ListParticipantsAsync,
            new ListParticipantsRequest { Parent = hub, Filter = filter, PageSize = PageSize },
            page => page.Participants, cancellation).Where(meant).ToListAsync(cancellation);

    static bool IsCalled(Participant person, string written) =>
        new[] { Names.Called(person), $"{person.GivenName} {person.FamilyName}" }.Any(name =>
            name.Equals(written, StringComparison.OrdinalIgnoreCase)
                || (!written.Contains(' ', StringComparison.Ordinal)
                    && name.EndsWith($" {written}", StringComparison.OrdinalIgnoreCase)));
}
