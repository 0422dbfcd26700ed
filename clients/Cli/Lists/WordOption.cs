using System.CommandLine;
using System.Text.Json;
using Mastery.Cli.Journey;

namespace Mastery.Cli.Lists;

/// <summary>Values of an enum of the contract as people write them: <c>in-training</c>.</summary>
static class WordOption
{
    /// <summary>An option that takes one.</summary>
    public static Option<T?> Of<T>(string name, string description) where T : struct, Enum
    {
        var values = Enum.GetValues<T>().Where(value => !value.Equals(default(T))).ToList();
        var words = string.Join(", ", values.Select(Word));
        var option = new Option<T?>(name)
        {
            Description = $"{description} One of {words}.",
            HelpName = "word",
            CustomParser = result =>
            {
                var found = Read<T>(result.Tokens[0].Value);
                if (found is null)
                {
                    result.AddError($"{name}: '{result.Tokens[0].Value}' is none of {words}");
                }

                return found;
            },
        };
        option.CompletionSources.Add(_ => values.Select(value =>
            new System.CommandLine.Completions.CompletionItem(Word(value))));
        return option;
    }

    /// <summary>The value that a word stands for: in any case, with or without hyphens, spaces or underscores; null
    /// where it is none.</summary>
    public static T? Read<T>(string word) where T : struct, Enum
    {
        var letters = string.Concat(word.Where(char.IsLetterOrDigit));
        var found = Enum.GetValues<T>().Where(value => !value.Equals(default(T))
            && value.ToString().Equals(letters, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The value as options take it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.Words().Replace(' ', '-');

    /// <summary>The value in words; nothing where there is none.</summary>
    public static string Plain<T>(this T value) where T : struct, Enum => value.Equals(default(T)) ? "" : value.Words();

    /// <summary>The value as filters of the API take it.</summary>
    public static string ContractName<T>(this T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
