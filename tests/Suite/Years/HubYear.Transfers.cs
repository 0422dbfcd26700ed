using Mastery.DevelopmentPlans.V1;
using Mastery.Participants.V1;

namespace Mastery.Suite.Tests.Years;

/// <summary>Development plans, and departments that go to another hub with everything they have.</summary>
sealed partial class HubYear
{
    static readonly TimeSpan LongestMove = TimeSpan.FromMinutes(3);

    readonly List<string> _plans = [];

    /// <summary>Begins the plan of a department with a place.</summary>
    public async Task PlanAsync(GroupModel group, PlaceModel place)
    {
        var plan = await _api.Plans.CreatePlanAsync(new()
        {
            Parent = _hub.Hub.Name,
            Plan = new() { Enrolment = _enrolments[place], Title = "Ratio that everybody can explain" },
        });
        _plans.Add(plan.Name);
        Model.Plans.Add(new(place.Department, group.Name));
    }

    /// <summary>Offers a department to another hub, which accepts, into its own Work Groups where there is a
    /// place.</summary>
    /// <returns>The department as that hub has it.</returns>
    public async Task<DepartmentModel> HandOverAsync(DepartmentModel department, HubYear to, string day)
    {
        var offer = await OfferAsync(department, to, day);
        var groups = to.Model.Groups.Where((_, index) => Places(department, Model.Groups[index]) > 0).Select(to.Name);
        var accepted = await to._api.People.AcceptDepartmentTransferAsync(
            new() { Name = In(to, offer.Name), WorkGroups = { groups } });
        var before = to.Model.Applications.Count;
        var arrived = Model.HandOver(department, to.Model, Day(day));
        Assert.Equal(In(to, _hub.Departments[department.Number]), accepted.MovedTo);
        foreach (var application in to.Model.Applications.Skip(before))
        {
            var former = Model.Applications.Single(
                own => own.Department == department && own.Group.Name == application.Group.Name);
            to._applications[application] = In(to, _applications[former]);
        }

        foreach (var (place, goesOn) in to.Model.Groups.SelectMany(group => group.Live)
            .Where(place => place.Department == arrived).Zip(accepted.Places))
        {
            to._enrolments[place] = goesOn.TransferredTo;
        }

        to.Know(this, department);
        return arrived;
    }

    /// <summary>Compares the plans.</summary>
    public async Task AssertPlansAsync(string moment) =>
        AssertSame(moment, [.. Model.PlanLines().Order()], [.. (await _reading.PlanLinesAsync()).Order()]);

    /// <summary>Waits until the plans of departments that have gone have followed: their own service moves them, some
    /// time after the transfer.</summary>
    public async Task AwaitPlansAsync()
    {
        using var limit = new CancellationTokenSource(LongestMove);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        foreach (var plan in _plans.Where((_, index) => Model.Plans[index].State == "Moved"))
        {
            while ((await _api.Plans.GetPlanAsync(new() { Name = plan })).State != Plan.Types.State.Moved)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
    }

    /// <summary>The offer tells the other hub what comes, in numbers.</summary>
    async Task<DepartmentTransfer> OfferAsync(DepartmentModel department, HubYear to, string day)
    {
        var offer = await _api.People.CreateDepartmentTransferAsync(new()
        {
            Parent = _hub.Hub.Name,
            DepartmentTransfer = new()
            {
                Department = _hub.Departments[department.Number],
                ToHub = to._hub.Hub.Name,
                Reason = "Its trust works with you.",
                EffectiveDate = day,
            },
        });
        Assert.Equal(
            (department.Working.Count, department.Past.Count,
                Model.Applications.Count(application => application.Department == department && application.IsOpen),
                Model.Groups.Sum(group => Places(department, group))),
            (offer.ParticipantCount, offer.PastParticipationCount, offer.ApplicationCount, offer.Places.Count));
        return offer;
    }

    static int Places(DepartmentModel department, GroupModel group) =>
        group.Live.Count(place => place.Department == department);

    /// <summary>Adds a department that has come to what this hub knows: ids stay the same.</summary>
    void Know(HubYear former, DepartmentModel department)
    {
        var other = former._hub;
        _hub = _hub with
        {
            Hub = _hub.Hub with
            {
                Departments = [.. _hub.Hub.Departments, other.Hub.Departments[department.Number]],
            },
            Departments = [.. _hub.Departments, former.In(this, other.Departments[department.Number])],
            People = [.. _hub.People, [.. other.People[department.Number].Select(person => former.In(this, person))]],
        };
        _reading = new(_api, _hub);
    }

    string In(HubYear to, string name) => $"{to._hub.Hub.Name}{name[_hub.Hub.Name.Length..]}";
}
