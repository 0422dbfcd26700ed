using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery people</c>: the people of the hub's departments.</summary>
sealed class PeopleCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Argument<string> _person = new("person")
    {
        Description = "The person: an e-mail address, a name, or hubs/…/participants/….",
    };

    static ListOf<ListParticipantsRequest, ListParticipantsResponse, Participant> People => new()
    {
        Method = api => api.People.ListParticipantsAsync,
        Rows = page => page.Participants,
        Noun = ("person", "people"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "family_name",
        Columns =
        [
            new("name", (person, _) => Names.Called(person), 14),
            new("department", (person, names) => Joined(person, post => names.Of(post.Department)), 28),
            new("post", (person, _) => Joined(person, PersonCard.Post), 18),
            new("specialist", (person, _) => PersonCard.Specialist(person), 17),
            new("e-mail", (person, _) => person.Email, 30),
            new("state", (person, _) => person.State.Plain(), 6),
            new("telephone", (person, _) => PersonCard.Shown(person, "phone", person.Phone), 9),
            new("TRN", (person, _) => PersonCard.Shown(person, "trn", person.Trn), 8),
        ],
        Filters =
        [
            ListFilter.Starts("--name", "family_name", "What the family name begins with."),
            ListFilter.Is("--email", "email", "The e-mail address.", "address"),
            ListFilter.DepartmentsOf("posts.department"),
            ListFilter.OneOf<Responsibility>("--responsibility", "posts.responsibility", "What somebody is in a post."),
            ListFilter.Number("--cohort", "specialist.cohort", "The cohort of Mastery Specialists."),
            ListFilter.OneOf<Participant.Types.Specialist.Types.Phase>(
                "--phase", "specialist.phase", "The phase of a Mastery Specialist."),
            ListFilter.OneOf<Participant.Types.Specialist.Types.Status>(
                "--specialist", "specialist.status", "How far a Mastery Specialist is."),
            ListFilter.OneOf<Participant.Types.State>("--state", "state", "Whether they are there."),
        ],
    };

    public Command Build()
    {
        var command = new Command("people", "The people of a hub's departments.")
        {
            new ListVerb(terminal, connection).Build("list", "Lists people with their posts.", People, _hub),
            new Command("show", "Shows a person with posts, names and ids.") { _person }.Calls(
                terminal, connection, ShowAsync, _hub),
            new SensitiveReadList(terminal, connection).Build(),
            new PeopleExportCommand(terminal, connection, _hub, _person).Build(),
            new PeopleEraseCommand(terminal, connection, _hub, _person).Build(),
            new PeopleRequestsCommand(terminal, connection).Build(),
            new PeopleRetentionCommand(terminal, connection, _hub).Build(),
            new FileImport(terminal, connection).Build(
                "Creates or updates people with their posts from a file. Running a file again changes nothing.",
                PeopleImport.Needed, PeopleImport.RunAsync, _hub),
        };
        new PeopleMoveCommands(terminal, connection).All.ToList().ForEach(command.Subcommands.Add);
        return command;
    }

    async Task ShowAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var person = await new PersonFinder(api, _hub.Name(parsed), cancellation).FindAsync(
            parsed.GetRequiredValue(_person));
        var names = new Names(api, cancellation);
        if (!connection.Json(parsed))
        {
            PersonCard.Lines(person, names);
            await names.LoadAsync();
        }

        terminal.Write(connection, parsed, person, found =>
        {
            foreach (var line in PersonCard.Lines(found, names))
            {
                terminal.Out.WriteLine(line);
            }
        });
    }

    static string Joined(Participant person, Func<Participant.Types.Post, string> text) =>
        string.Join("; ", PersonCard.Current(person).Select(text).Where(part => part.Length > 0));
}
