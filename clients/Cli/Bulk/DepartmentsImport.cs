using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Bulk;

/// <summary><c>mastery departments import</c>: creates the departments that the hub does not have yet, by URN and
/// subject, and sets their heads.</summary>
sealed class DepartmentsImport(
    ApiClients api, string hub, HubPeople known, bool dryRun, CancellationToken cancellation)
{
    /// <summary>The columns that a file must have; of each group one.</summary>
    public static string[][] Needed { get; } = [["school", "urn"]];

    /// <summary>Imports a file.</summary>
    public static async Task RunAsync(
        ApiClients api, string hub, Sheet sheet, BulkReport report, bool dryRun, CancellationToken cancellation)
    {
        var known = await HubPeople.ReadAsync(api, hub, cancellation);
        var import = new DepartmentsImport(api, hub, known, dryRun, cancellation);
        foreach (var row in sheet.Rows)
        {
            await report.RunAsync(row.Line, $"school {Urn(row)}", () => import.RowAsync(row));
        }
    }

    async Task<(BulkOutcome, string)> RowAsync(SheetRow row)
    {
        row.RequireWhole();
        var urn = row.Digits("school", 6) is { Length: > 0 } school ? school : row.Digits("urn", 6);
        if (urn.Length == 0)
        {
            throw new RowRefusedException("the URN of the school is empty");
        }

        var subject = row.Word<Subject>("subject") ?? Subject.Mathematics;
        var before = known.Department(urn, subject);
        var department = before ?? await CreateAsync(urn, subject);
        var changed = await SetHeadAsync(department, row.Text("head"), isNew: before is null);
        return before is null ? (BulkOutcome.Created, subject.ToString().ToLowerInvariant())
            : changed ? (BulkOutcome.Updated, "head")
            : (BulkOutcome.Unchanged, "");
    }

    async Task<Department> CreateAsync(string urn, Subject subject)
    {
        var department = new Department { School = $"schools/{urn}", Subject = subject };
        var created = dryRun ? department : await api.People.CreateDepartmentAsync(
            new CreateDepartmentRequest { Parent = hub, Department = department }.WithRequestId(),
            cancellationToken: cancellation);
        known.Keep(created);
        return created;
    }

    /// <summary>Sets the head, by e-mail address; answers whether that changes something.</summary>
    async Task<bool> SetHeadAsync(Department department, string email, bool isNew)
    {
        if (email.Length == 0)
        {
            return false;
        }

        var made = isNew && !dryRun ? "the department is made, but not its head: " : "";
        var person = known.Find(new("", email, "", "", "")) ?? throw new RowRefusedException(
            $"{made}nobody in the hub is {email}: import the people, then this file again");
        if (department.Head == person.Name)
        {
            return false;
        }

        try
        {
            known.Keep(dryRun ? department : await HeadedByAsync(department, person));
            return true;
        }
        catch (RpcException refusal) when (isNew && refusal.StatusCode is StatusCode.InvalidArgument
            or StatusCode.FailedPrecondition)
        {
            throw new RowRefusedException($"{made}{BulkReport.Words(refusal.ToMasteryError())}");
        }
    }

    async Task<Department> HeadedByAsync(Department department, Participant person) =>
        await api.People.UpdateDepartmentAsync(
            new UpdateDepartmentRequest
            {
                Department = new() { Name = department.Name, Head = person.Name, Etag = department.Etag },
                UpdateMask = new() { Paths = { "head" } },
            }.WithRequestId(),
            cancellationToken: cancellation);

    static string Urn(SheetRow row) => row.Text("school") is { Length: > 0 } urn ? urn : row.Text("urn");
}
