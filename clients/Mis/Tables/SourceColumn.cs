namespace Mastery.Mis.Tables;

/// <summary>A column that may be read. What is not named by one of these never becomes text.</summary>
/// <param name="Name">Its name as the format writes it.</param>
/// <param name="OtherNames">How real files write it.</param>
sealed record SourceColumn(string Name, params string[] OtherNames)
{
    /// <summary>Whether a typing error in a header is not made good.</summary>
    public bool IsExact { get; init; }

    /// <summary>Its names as they are compared: letters and digits only, in lower case.</summary>
    public IEnumerable<string> Keys => OtherNames.Prepend(Name).Select(Key);

    /// <summary>A name as it is compared.</summary>
    public static string Key(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
