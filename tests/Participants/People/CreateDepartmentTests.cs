using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class CreateDepartmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Makes_an_active_one()
    {
        var school = await fixture.SchoolAsync();

        var department = await fixture.DepartmentAsync(school);

        Assert.Equal(
            (school, V1.Department.Types.State.Active, ""), (department.School, department.State, department.Head));
    }

    [Fact]
    public async Task Makes_one_for_each_subject_of_a_school()
    {
        var school = await fixture.SchoolAsync();

        var mathematics = await fixture.DepartmentAsync(school);
        var science = await fixture.DepartmentAsync(school, Subject.Science);

        Assert.NotEqual(mathematics.Name, science.Name);
    }

    [Fact]
    public async Task Refuses_a_second_of_the_school_and_subject_and_names_the_first()
    {
        var first = await fixture.DepartmentAsync();

        var refusal = await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => fixture.DepartmentAsync(first.School));

        Assert.Equal(first.Name, refusal.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task Answers_a_request_that_is_sent_many_times_at_once_with_the_first_answer()
    {
        // Some find the first call's department before they find its request_id.
        for (var round = 0; round < 20; round++)
        {
            var request = new V1.CreateDepartmentRequest
            {
                Parent = PeopleFixture.Hub,
                Department = new() { School = await fixture.SchoolAsync(), Subject = Subject.Mathematics },
                RequestId = Guid.NewGuid().ToString(),
            };

            var answers = await Task.WhenAll(Enumerable.Range(0, 8)
                .Select(_ => fixture.People.CreateDepartmentAsync(request).ResponseAsync));

            Assert.Single(answers.Distinct());
        }
    }

    [Fact]
    public Task Refuses_a_school_that_is_not_in_the_directory() => Refused.WithAsync(StatusCode.FailedPrecondition,
        ErrorReason.ReferenceInvalid, () => fixture.DepartmentAsync("schools/999999"));

    [Fact]
    public async Task Refuses_a_head_before_there_is_anybody()
    {
        var other = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var department = new V1.Department
        {
            School = await fixture.SchoolAsync(),
            Subject = Subject.Mathematics,
            Head = other.Name,
        };

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () =>
            fixture.People.CreateDepartmentAsync(
                new() { Parent = PeopleFixture.Hub, Department = department }).ResponseAsync);
    }

    [Fact]
    public async Task Makes_one_of_many_at_once()
    {
        var school = await fixture.SchoolAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                return (await fixture.DepartmentAsync(school)).Name;
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.AlreadyExists)
            {
                return null;
            }
        }));

        Assert.Single(answers, name => name is not null);
    }
}
