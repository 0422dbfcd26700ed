using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Mastery.Participants.Tests;

public sealed class WorkGroupRestTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Takes_an_application_from_draft_to_enrolment()
    {
        using var http = fixture.Service.Http();
        var group = await fixture.WorkGroupAsync();
        var draft = await fixture.DraftAsync();

        var assessed = await PostAsync(
            http, $"{draft.Department}:assessEligibility", new() { ["focus"] = draft.Focus });
        var submitted = await PostAsync(http, $"{draft.Name}:submit", []);
        var accepted = await PostAsync(http, $"{draft.Name}:accept", new() { ["workGroup"] = group.Name });

        Assert.Equal("OUTCOME_NEEDS_REVIEW", (string?)assessed["outcome"]);
        Assert.Equal(
            ("STATE_SUBMITTED", "OUTCOME_ELIGIBLE"),
            ((string?)submitted["state"], (string?)submitted["eligibility"]!["outcome"]));
        var enrolment = await http.GetFromJsonAsync<JsonObject>($"/v1/{(string?)accepted["enrolment"]}");
        Assert.Equal("STATE_ACTIVE", (string?)enrolment!["state"]);
    }

    [Fact]
    public async Task Answers_a_refusal_with_its_reason()
    {
        using var http = fixture.Service.Http();
        var draft = await fixture.DraftAsync();

        using var response = await http.PostAsJsonAsync($"/v1/{draft.Name}:accept", new JsonObject());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("WRONG_STATE", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static async Task<JsonObject> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var response = await http.PostAsJsonAsync($"/v1/{path}", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
