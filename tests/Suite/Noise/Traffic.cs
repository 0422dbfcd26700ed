using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;

namespace Mastery.Suite.Tests.Noise;

/// <summary>What came of calls that were made at a rate.</summary>
/// <param name="Milliseconds">How long each took that was answered.</param>
/// <param name="Refused">How many were told that there were too many.</param>
/// <param name="Failed">How many failed in another way.</param>
sealed record Answers(IReadOnlyList<double> Milliseconds, int Refused, int Failed)
{
    /// <summary>How long the fastest took of those that are slower than a share of all.</summary>
    public double Quantile(double share) => Milliseconds.Count == 0 ? 0
        : Milliseconds.Order().ElementAt((int)(share * (Milliseconds.Count - 1)));
}

/// <summary>Calls of one method at a rate, whether or not those before were answered, whose times are taken.</summary>
sealed class Traffic(Uri address, string path, IMessage request, string token) : IDisposable
{
    // Whoever gets no answer waits at some point.
    const int AtOnce = 500;

    readonly HttpClient _http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(30),
    };

    readonly byte[] _frame = Frame(request);
    readonly SemaphoreSlim _free = new(AtOnce);

    /// <summary>Makes calls.</summary>
    /// <param name="perSecond">How many each second.</param>
    /// <param name="duration">For how long.</param>
    public async Task<Answers> SendAsync(int perSecond, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        List<Task<(StatusCode Code, double Milliseconds)>> calls = [];
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < duration)
        {
            for (var due = (int)(passed.TotalSeconds * perSecond); calls.Count < due && _free.Wait(0);)
            {
                calls.Add(Task.Run(CallAsync));
            }

            await Task.Delay(1);
        }

        var answers = await Task.WhenAll(calls);
        return new([.. answers.Where(answer => answer.Code == StatusCode.OK).Select(answer => answer.Milliseconds)],
            answers.Count(answer => answer.Code == StatusCode.ResourceExhausted),
            answers.Count(answer => answer.Code is not (StatusCode.OK or StatusCode.ResourceExhausted)));
    }

    public void Dispose()
    {
        _http.Dispose();
        _free.Dispose();
    }

    async Task<(StatusCode Code, double Milliseconds)> CallAsync()
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(_frame),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        call.Content.Headers.ContentType = new("application/grpc");
        call.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        call.Headers.Authorization = new("Bearer", token);
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await _http.SendAsync(call);
            await answer.Content.CopyToAsync(Stream.Null);
            var codes = answer.TrailingHeaders.Concat(answer.Headers)
                .Where(header => header.Key == "grpc-status").SelectMany(header => header.Value);
            var code = int.TryParse(codes.FirstOrDefault(), out var number) ? (StatusCode)number : StatusCode.Unknown;
            return (code, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return (StatusCode.Unavailable, 0);
        }
        finally
        {
            _free.Release();
        }
    }

    static byte[] Frame(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }
}
