using System.CommandLine;

namespace Mastery.Cli.Lists;

/// <summary>A command whose answer is a list, which can be written as CSV.</summary>
sealed class ListCommand(string name, string description) : Command(name, description);
