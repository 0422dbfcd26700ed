using Mastery.Cli.Connection;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The enquiries of the demo year, in every state, and the hub's address to which they came.</summary>
static class DemoEnquiries
{
    /// <summary>Creates them: one waits, one is answered, one has become an application, one is closed.</summary>
    public static async Task CreateAsync(DemoContext context)
    {
        await ContactAsync(context);
        await AskAsync(context, "990003", "Tariq Aziz", "Head of science", "c", "2024-06-11",
            "Our mathematics department speaks well of its Work Group. Could science join one that works with both?");
        await AnswerAsync(context, await AskAsync(
            context, "990010", "Philippa Marsh", "Head of mathematics", "b", "2024-05-22",
            "We are an independent school in North Lincolnshire. Can our department take part, and at what cost?"));
        await ConvertAsync(context, await AskAsync(
            context, "990008", "Gwen Parry", "Head of science", "c", "2024-06-18",
            "Rachel Booth told me that you look for pairs of a mathematics and a science department. May we join?"));
        await CloseAsync(context, await AskAsync(
            context, "990009", "Sales team", "", "", "2024-06-03",
            "Would your schools be interested in our range of interactive whiteboards?"));
        context.Report("4 enquiries: one waits, one is answered, one has become an application, one is closed");
    }

    static async Task ContactAsync(DemoContext context)
    {
        var hub = await context.Operator.Schools.GetHubAsync(new() { Name = context.HubName }, context.Call);
        if (hub.ContactEmail.Length == 0)
        {
            await context.Operator.Schools.UpdateHubAsync(
                new() { Hub = new() { Name = hub.Name, ContactEmail = "hub@example.org", Etag = hub.Etag } },
                context.Call);
        }
    }

    static async Task<string> AskAsync(
        DemoContext context, string urn, string person, string role, string focus, string day, string message)
    {
        var enquiry = await context.Hub.WorkGroups.CreateEnquiryAsync(new CreateEnquiryRequest
        {
            Parent = context.HubName,
            Enquiry = new()
            {
                DisplayName = person,
                Email = $"{person.Replace(' ', '.').ToLowerInvariant()}@school{urn}.example.org",
                Role = role,
                School = $"schools/{urn}",
                Focus = focus.Length == 0 ? "" : $"projects/NCP24-14/foci/{focus}",
                Message = message,
                ReceiveDate = day,
            },
        }.WithRequestId(), context.Call);
        return enquiry.Name;
    }

    static async Task AnswerAsync(DemoContext context, string enquiry) =>
        await context.Hub.WorkGroups.AnswerEnquiryAsync(new AnswerEnquiryRequest
        {
            Name = enquiry,
            Text = "Work Groups are free of charge, but they are for state-funded schools in England, so your "
                + "department can't join one.\n\nThe programme's materials are open to everybody, and we are glad to "
                + "point you to those that your teachers may find useful.",
            Author = "Amara Okafor, secondary lead",
        }.WithRequestId(), context.Call);

    static async Task ConvertAsync(DemoContext context, string enquiry) =>
        await context.Hub.WorkGroups.ConvertEnquiryAsync(
            new ConvertEnquiryRequest { Name = enquiry, Subject = Subject.Science }.WithRequestId(), context.Call);

    static async Task CloseAsync(DemoContext context, string enquiry) =>
        await context.Hub.WorkGroups.CloseEnquiryAsync(
            new CloseEnquiryRequest { Name = enquiry, Reason = "An advertisement: no answer needed." }.WithRequestId(),
            context.Call);
}
