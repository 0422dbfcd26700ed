using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Bulk;

/// <summary>Moves people between departments, merges second records of a person and undoes that.</summary>
sealed class PeopleMoves(ApiClients api, string hub, CancellationToken cancellation)
{
    readonly PersonFinder _finder = new(api, hub, cancellation);

    /// <summary>The move of a person to a department.</summary>
    /// <param name="Person">The person, as people say whom they mean.</param>
    /// <param name="From">The school that they leave; empty where they have one post.</param>
    /// <param name="Urn">The school.</param>
    /// <param name="Subject">The subject of the department there.</param>
    /// <param name="JobTitle">What they are called there.</param>
    /// <param name="Responsibility">What they are there.</param>
    /// <param name="Start">The first day there; today when empty.</param>
    public sealed record Move(
        string Person,
        string From,
        string Urn,
        Subject Subject,
        string JobTitle,
        Responsibility Responsibility,
        string Start);

    /// <summary>Moves a person; who has an open post there already stays.</summary>
    public async Task<(BulkOutcome, string)> MoveAsync(Move move)
    {
        var person = await _finder.FindAsync(move.Person);
        var department = (await DepartmentsAsync(move.Urn)).FirstOrDefault(one => one.Subject == move.Subject)
            ?? throw new RowRefusedException(
                $"the hub has no department of {move.Subject.Plain()} at the school {move.Urn}");
        if (person.Posts.Any(post => post.Department == department.Name && post.EndDate.Length == 0))
        {
            return (BulkOutcome.Unchanged, "is there already");
        }

        await api.People.MoveParticipantAsync(
            new MoveParticipantRequest
            {
                Name = person.Name,
                Etag = person.Etag,
                FromDepartment = move.From.Length > 0 ? await LeftAsync(person, move.From) : "",
                Post = new()
                {
                    Department = department.Name,
                    JobTitle = move.JobTitle,
                    Responsibility = move.Responsibility,
                    StartDate = move.Start,
                },
            }.WithRequestId(),
            cancellationToken: cancellation);
        return (BulkOutcome.Done, "");
    }

    /// <summary>The department of a school where somebody has an open post.</summary>
    async Task<string> LeftAsync(Participant person, string urn)
    {
        var open = person.Posts.Where(post => post.EndDate.Length == 0).Select(post => post.Department).ToList();
        return (await DepartmentsAsync(urn)).Select(one => one.Name).FirstOrDefault(open.Contains)
            ?? throw new RowRefusedException($"they have no open post at the school {urn}");
    }

    async Task<IEnumerable<Department>> DepartmentsAsync(string urn) =>
        (await api.People.ListDepartmentsAsync(
            new() { Parent = hub, Filter = $"school = {ListFilter.Quoted($"schools/{urn}")}" },
            cancellationToken: cancellation)).Departments;

    /// <summary>Merges a second record of a person into the first.</summary>
    public async Task<(BulkOutcome, string)> MergeAsync(string survivor, string duplicate)
    {
        var (first, second) = (await _finder.FindAsync(survivor), await _finder.FindAsync(duplicate));
        if (first.Name == second.Name)
        {
            return (BulkOutcome.Unchanged, "both are one record already");
        }

        await api.People.MergeParticipantsAsync(
            new MergeParticipantsRequest { Name = first.Name, Duplicate = second.Name, Etag = first.Etag }
                .WithRequestId(second.Etag),
            cancellationToken: cancellation);
        return (BulkOutcome.Done, $"{Names.Called(second)} is {Names.Called(first)} now");
    }

    /// <summary>Undoes the merge of a second record, given by its own name.</summary>
    public async Task<(BulkOutcome, string)> UnmergeAsync(string name)
    {
        var survivor = await api.People.GetParticipantAsync(new() { Name = name }, cancellationToken: cancellation);
        if (survivor.Name == name)
        {
            return (BulkOutcome.Unchanged, "is merged into no other record");
        }

        var again = await api.People.UnmergeParticipantAsync(
            new UnmergeParticipantRequest { Name = name, Etag = survivor.Etag }.WithRequestId(),
            cancellationToken: cancellation);
        return (BulkOutcome.Done, $"{Names.Called(again)} and {Names.Called(survivor)} are two records again");
    }
}
