using Mastery.Common.V1;
using Mastery.DevelopmentPlans.V1;
using Mastery.Participants.V1;
using Mastery.Webhooks.V1;

namespace Mastery.Suite.Tests.Isolation;

sealed partial class HubSeed
{
    /// <summary>A second department in the Work Group: only another one gives feedback on a plan.</summary>
    async Task<string> NeighbourAsync(string group)
    {
        var department = (await _api.People.CreateDepartmentAsync(
            new() { Parent = Hub, Department = new() { School = _neighbour, Subject = Subject.Mathematics } })).Name;
        await _api.People.CreatePastParticipationAsync(new()
        {
            Parent = department,
            PastParticipation = new() { Stage = Stage.Development, AcademicYear = "2022-23" },
        });
        await JoinAsync(group, department, [await HireAsync(department, ""), await HireAsync(department, "")]);
        return department;
    }

    /// <summary>Has a department apply to the Work Group, and accepts it.</summary>
    async Task<Application> JoinAsync(string group, string department, List<string> people)
    {
        var draft = await _api.WorkGroups.CreateApplicationAsync(new()
        {
            Parent = Hub,
            Application = new()
            {
                Department = department,
                Focus = Focus,
                WorkGroup = group,
                Advocates =
                {
                    new Application.Types.Advocate
                    {
                        Participant = people[0],
                        Experienced = true,
                        AuthorityToMakeChange = true,
                    },
                    new Application.Types.Advocate { Participant = people[1], Experienced = true },
                },
                HeadteacherAgreement = new() { DisplayName = "Grace Hopper", AgreeDate = "2024-07-01" },
            },
        });
        await _api.WorkGroups.SubmitApplicationAsync(new() { Name = draft.Name });
        return await _api.WorkGroups.AcceptApplicationAsync(new() { Name = draft.Name });
    }

    /// <summary>A webhook of each service, which is disabled: nobody listens.</summary>
    async Task WebhooksAsync()
    {
        var request = new CreateWebhookRequest
        {
            Parent = Hub,
            Webhook = new() { Uri = "https://receiver.example/changes", Disabled = true },
        };
        Keep(await _api.ParticipantWebhooks.CreateWebhookAsync(request));
        Keep(await _api.PlanWebhooks.CreateWebhookAsync(request));
        Keep(await _api.CatalogueWebhooks.CreateWebhookAsync(request));
    }

    static Review Review(string aim) => new()
    {
        ReviewDate = "2025-02-13",
        AimReviews =
        {
            new Review.Types.AimReview
            {
                Aim = aim,
                Rating = DevelopmentPlans.V1.Review.Types.Rating.Amber,
                Narrative = "Two of three classes",
            },
        },
    };

    static Feedback Feedback(string giver) => new()
    {
        Kind = DevelopmentPlans.V1.Feedback.Types.Kind.Challenge,
        Department = giver,
        Comment = "How will you know that it is the bar models?",
    };
}
