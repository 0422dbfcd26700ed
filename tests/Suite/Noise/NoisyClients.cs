using System.Diagnostics;
using Google.Protobuf;

namespace Mastery.Suite.Tests.Noise;

/// <summary>What came of calls of which nobody looks at the times.</summary>
/// <param name="Answered">How many were answered.</param>
/// <param name="Refused">How many were told that there were too many.</param>
/// <param name="Failed">How many failed in another way.</param>
sealed record NoiseAnswers(int Answered, int Refused, int Failed)
{
    public int Calls => Answered + Refused + Failed;
}

/// <summary>Clients that call at a rate, whether or not their calls are answered.</summary>
sealed class NoisyClients(Uri address, string path, IMessage request, IReadOnlyList<string> tokens)
{
    static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <summary>Makes calls, by a connection for each token.</summary>
    /// <param name="perSecond">How many each second.</param>
    /// <param name="duration">For how long.</param>
    public Task<NoiseAnswers> SendAsync(int perSecond, TimeSpan duration) => perSecond == 0
        ? Task.FromResult(new NoiseAnswers(0, 0, 0))
        : Task.Factory.StartNew(() => Send(perSecond, duration), TaskCreationOptions.LongRunning);

    NoiseAnswers Send(int perSecond, TimeSpan duration)
    {
        List<CallConnection> connections =
            [.. tokens.Select(token => new CallConnection(address, path, request, token))];
        try
        {
            var start = Stopwatch.GetTimestamp();
            var calls = 0;
            while (Stopwatch.GetElapsedTime(start) is var passed && passed < duration)
            {
                // Whoever gets no answer waits at some point.
                for (var due = (int)(passed.TotalSeconds * perSecond);
                    calls < due && connections[calls % connections.Count].TryCall(); calls++)
                {
                }

                Thread.Sleep(1);
            }

            for (start = Stopwatch.GetTimestamp();
                connections.Any(one => one.Open > 0) && Stopwatch.GetElapsedTime(start) < Wait;)
            {
                Thread.Sleep(1);
            }
        }
        finally
        {
            connections.ForEach(one => one.Dispose());
        }

        return new(connections.Sum(one => one.Counts.Answered), connections.Sum(one => one.Counts.Refused),
            connections.Sum(one => one.Counts.Failed));
    }
}
