using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Mastery.Participants;

/// <summary>How an attempt to send a letter ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>The mail server has it.</summary>
    Taken,

    /// <summary>The mail server will never take it.</summary>
    Refused,

    /// <summary>It may work later.</summary>
    Later,
}

/// <summary>How an attempt ended, and what was wrong.</summary>
public readonly record struct DeliveryResult(DeliveryOutcome Outcome, string Problem = "");

/// <summary>Gives letters to the mail server.</summary>
public sealed class MailTransport(IOptions<MailOptions> options, TimeProvider clock)
{
    const int LongestProblem = 500;

    /// <summary>Sends a letter. Its Message-ID is the same in every attempt. Only the timeout ends it, not the end of
    /// the service: the mail server may have taken the letter and not said so yet.</summary>
    public async Task<DeliveryResult> SendAsync(Letter letter, string hubName, string contactEmail)
    {
        var mail = options.Value;
        using var limit = new CancellationTokenSource(mail.Timeout);
        try
        {
            using var message = Message(letter, hubName, contactEmail);
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Host, mail.Port, mail.Security, limit.Token);
            if (mail.UserName.Length > 0)
            {
                await client.AuthenticateAsync(mail.UserName, mail.Password, limit.Token);
            }

            await client.SendAsync(message, limit.Token);
            return new(DeliveryOutcome.Taken);
        }
        catch (ParseException)
        {
            return new(
                DeliveryOutcome.Refused, "The e-mail address on record is none: correct it, then use SendLetter.");
        }
        catch (SmtpCommandException exception)
        {
            var answer = $"{(int)exception.StatusCode} {exception.Message}";
            return (int)exception.StatusCode >= 500
                ? new(DeliveryOutcome.Refused, Cut($"The mail server refused it: {answer}"))
                : new(DeliveryOutcome.Later, Cut($"The mail server asked to wait: {answer}"));
        }
        catch (OperationCanceledException)
        {
            return new(DeliveryOutcome.Later, "The mail server did not answer in time.");
        }
        catch (Exception exception) when (exception is SocketException or IOException or ProtocolException
            or AuthenticationException or SslHandshakeException or ServiceNotConnectedException)
        {
            return new(DeliveryOutcome.Later, Cut($"The mail server could not be used: {exception.Message}"));
        }
    }

    MimeMessage Message(Letter letter, string hubName, string contactEmail)
    {
        var from = MailboxAddress.Parse(options.Value.From);
        from.Name = hubName;
        var to = MailboxAddress.Parse(letter.Email);
        to.Name = letter.RecipientName;
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            MessageId = $"{letter.Id}@{from.Domain}",
            Date = clock.GetUtcNow(),
            Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(to);
        if (contactEmail.Length > 0 && MailboxAddress.TryParse(contactEmail, out var contact))
        {
            message.ReplyTo.Add(contact);
        }

        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    static string Cut(string problem) => problem.Length <= LongestProblem ? problem : problem[..LongestProblem];
}
