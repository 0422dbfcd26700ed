using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connector;
using Mastery.Cli.Gias;
using Mastery.Cli.Journey;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Mis;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary>The <c>mastery</c> tool: its commands and how it reports failures.</summary>
public static class MasteryTool
{
    static readonly TimeSpan UsualStopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs a command line; returns an <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var connection = new ConnectionOptions();
        var parsed = Root(terminal, connection).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Fail(error.Message);
            }

            terminal.Fail("add --help to see what can be said");
            return ExitCode.NothingDone;
        }

        if (connection.Output(parsed) == OutputForm.Csv && parsed.CommandResult.Command is not ListCommand)
        {
            terminal.Fail("only lists can be written as CSV: say --output json, or leave it out");
            return ExitCode.NothingDone;
        }

        return await parsed.InvokeAsync(
            new()
            {
                Output = terminal.OutputWriter,
                Error = terminal.ErrorWriter,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = parsed.CommandResult.Command is ConnectCommand
                    ? RosterConnectCommand.StopTimeout : UsualStopTimeout,
            },
            cancellation);
    }

    /// <summary>Runs a command; an expected failure, such as a refused connection, is printed as one line and gives an
    /// exit code.</summary>
    internal static async Task<int> GuardAsync(Terminal terminal, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (RpcException exception)
        {
            terminal.Fail(Explain(exception.ToMasteryError()));
        }
        catch (CleartextException exception)
        {
            terminal.Fail($"{exception.Address} would get the secret without encryption: use https, or say "
                + "--allow-cleartext where the network lets nobody else in");
        }
        catch (JourneyException exception)
        {
            terminal.Fail($"the story does not go on: {exception.Message}");
        }
        catch (ConfigurationException exception)
        {
            terminal.Fail("the configuration cannot be used:");
            foreach (var problem in exception.Problems)
            {
                terminal.Error.WriteLine($"  {problem}");
            }
        }
        catch (Exception exception)
            when (exception is GiasFileException
                or StaffSourceException
                or RowRefusedException
                or IOException
                or UnauthorizedAccessException
                or OperationCanceledException)
        {
            terminal.Fail(exception is OperationCanceledException ? "stopped" : exception.Message);
        }
        return ExitCode.NothingDone;
    }

    static RootCommand Root(Terminal terminal, ConnectionOptions connection)
    {
        var root = new RootCommand("Operates MasteryServices: the year of a hub, and the directory of schools.")
        {
            new SchoolsCommand(terminal, connection).Build(),
            new SuccessionsCommand(terminal, connection).Build(),
            new TrustsCommand(terminal, connection).Build(),
            new HubsCommand(terminal, connection).Build(),
            new ProjectsCommand(terminal, connection).Build(),
            new EnquiriesCommand(terminal, connection).Build(),
            new ParticipationsCommand(terminal, connection).Build(),
            new DepartmentsCommand(terminal, connection).Build(),
            new PeopleCommand(terminal, connection).Build(),
            new RosterCommand(terminal, connection).Build(),
            new WorkGroupsCommand(terminal, connection).Build(),
            new ApplicationsCommand(terminal, connection).Build(),
            new LettersCommand(terminal, connection).Build(),
            new EnrolmentsCommand(terminal, connection).Build(),
            new SessionsCommand(terminal, connection).Build(),
            new PlansCommand(terminal, connection).Build(),
            new TermDatesCommand(terminal, connection).Build(),
            new ClientsCommand(terminal, connection).Build(),
            new GrantsCommand(terminal, connection).Build(),
            new ChangesCommand(terminal, connection).Build(),
            new AuditCommand(terminal, connection).Build(),
            new WebhooksCommand(terminal, connection).Build(),
            new JourneyCommand(terminal, connection).Build(),
            new DemoCommand(terminal, connection).Build(),
        };
        foreach (var option in connection.All)
        {
            root.Options.Add(option);
        }

        return root;
    }

    static string Explain(MasteryError error) => error.Code switch
    {
        StatusCode.Unavailable => $"the suite cannot be reached: {error}. Is it running, and is --address right?",
        StatusCode.Unauthenticated => $"not signed in: {error}. Check --client-id and --client-secret",
        StatusCode.PermissionDenied => $"not allowed: {error}",
        StatusCode.Cancelled => "stopped",
        StatusCode.DeadlineExceeded => $"no answer in time: {$"{error}".TrimEnd('.')}. It may have been done all the "
            + "same, or still be: look before you repeat it. An import can be repeated at once: what is there already "
            + "stays as it is",
        _ => $"refused ({error.Code}{(error.Reason.Length > 0 ? $", {error.Reason}" : "")}): {error}",
    };
}
