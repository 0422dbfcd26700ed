using Mastery.Common.V1;

namespace Mastery.Participants.Tests;

/// <summary>Subjects and responsibilities as schools write them.</summary>
public sealed class WrittenStaffTests
{
    [Theory]
    [InlineData("Maths & Statistics", Subject.Mathematics)]
    [InlineData("MATHS DEPT", Subject.Mathematics)]
    [InlineData("Ma", Subject.Mathematics)]
    [InlineData("Mathematics", Subject.Mathematics)]
    [InlineData("Further maths", Subject.Mathematics)]
    [InlineData("Sc", Subject.Science)]
    [InlineData("Physics", Subject.Science)]
    [InlineData("Science (Biology)", Subject.Science)]
    [InlineData("Computer Science", null)]
    [InlineData("Maths and Science", null)]
    [InlineData("History", null)]
    [InlineData("Drama", null)]
    [InlineData("", null)]
    public void A_subject_is_read_as_it_is_meant(string text, Subject? subject) =>
        Assert.Equal(subject, WrittenSubject.Read(text));

    [Theory]
    [InlineData("Teacher of Mathematics", Subject.Mathematics)]
    [InlineData("Head of Maths", Subject.Mathematics)]
    [InlineData("Physics teacher", Subject.Science)]
    [InlineData("MA coordinator", null)]
    [InlineData("Teacher", null)]
    public void A_job_title_says_a_subject_by_whole_words_only(string title, Subject? subject) =>
        Assert.Equal(subject, WrittenSubject.OfTitle(title));

    [Theory]
    [InlineData("Teacher of Mathematics", V1.Responsibility.ClassroomTeacher)]
    [InlineData("Head of Maths", V1.Responsibility.HeadOfDepartment)]
    [InlineData("Curriculum Leader: Maths", V1.Responsibility.HeadOfDepartment)]
    [InlineData("Second in Mathematics", V1.Responsibility.SecondInDepartment)]
    [InlineData("Deputy Head of Maths", V1.Responsibility.SecondInDepartment)]
    [InlineData("KS3 Maths Lead", V1.Responsibility.KeyStageLead)]
    [InlineData("Deputy Headteacher", V1.Responsibility.SeniorLeader)]
    [InlineData("Assistant Head", V1.Responsibility.SeniorLeader)]
    [InlineData("Head of Year 9", null)]
    [InlineData("Cover", null)]
    public void A_job_title_says_a_responsibility(string title, V1.Responsibility? responsibility) =>
        Assert.Equal(responsibility, WrittenResponsibility.Read(title));
}
