using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using Mastery.Testing;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Mastery.Participants.Tests;

/// <summary>A mail server on this machine that keeps what it takes.</summary>
sealed class MailServer : MessageStore, IAsyncDisposable
{
    readonly ConcurrentQueue<MimeMessage> _taken = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> _arrivals = new();

    CancellationTokenSource _stop = new();
    Task _running = Task.CompletedTask;

    public int Port { get; } = FreePorts.Take();

    /// <summary>What it answers to a message.</summary>
    public Func<SmtpResponse> Answer { get; set; } = () => SmtpResponse.Ok;

    public void Start()
    {
        var services = new ServiceProvider();
        services.Add(this);
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        _stop.Dispose();
        _stop = new();
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_running);
    }

    /// <summary>What it has taken for an address.</summary>
    public IReadOnlyList<MimeMessage> For(string address) =>
        [.. _taken.Where(message => message.To.Mailboxes.Any(to => to.Address == address))];

    /// <summary>Waits for a message to an address.</summary>
    public Task ArrivalAsync(string address) => Arrival(address).Task;

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var answer = Answer();
        if (answer.ReplyCode == SmtpReplyCode.Ok)
        {
            using var stream = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(stream, cancellationToken);
            _taken.Enqueue(message);
            Arrival(message.To.Mailboxes.Single().Address).TrySetResult();
        }

        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    TaskCompletionSource Arrival(string address) =>
        _arrivals.GetOrAdd(address, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
