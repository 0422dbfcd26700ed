namespace Mastery.Cli.Journey;

/// <summary>Values of the contract in plain words.</summary>
static class Wording
{
    /// <summary><c>NotEligible</c> is "not eligible".</summary>
    public static string Words(this Enum value) => string.Concat(value.ToString().Select((letter, index) =>
        char.IsUpper(letter) ? $"{(index > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
