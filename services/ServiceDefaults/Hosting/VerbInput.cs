using System.Text.Json;

namespace Mastery.ServiceDefaults;

/// <summary>What an operator gives a verb on standard input: lines of JSON that another verb wrote.</summary>
static class VerbInput
{
    static readonly JsonSerializerOptions Strict = new()
    {
        RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    };

    /// <summary>Reads every line before anything is done with one.</summary>
    /// <param name="lines">The input; empty lines mean nothing.</param>
    /// <param name="writer">The verb that writes such lines.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="VerbInputException">A line is not one of them.</exception>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        TextReader lines, string writer, CancellationToken cancellation)
    {
        List<T> read = [];
        for (var number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (line.Length > 0)
            {
                read.Add(Parse<T>(line) ?? throw new VerbInputException(
                    $"Line {number} of standard input is not one that {writer} writes. Nothing was done."));
            }
        }

        return read;
    }

    static T? Parse<T>(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Strict);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>The input of a verb cannot be read; the message is for the operator.</summary>
sealed class VerbInputException(string message) : Exception(message);
